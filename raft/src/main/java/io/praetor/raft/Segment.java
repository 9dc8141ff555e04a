package io.praetor.raft;

import com.alipay.sofa.jraft.entity.LogEntry;
import io.praetor.raft.RaftFiles.RaftFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// One file of the log: a head and, from there on, entries with consecutive indexes.
///
/// **Head** (64 bytes, big-endian): magic, sequence number, index of the first entry ("base"), 24 bits of salt, flags,
/// CRC32C of these; zeros. The file is made under another name and renamed when head and first zeros are on disk, so a
/// named segment always has a head. Names carry the sequence number. **A later segment overrides earlier ones from its
/// base on**: that is how a tail is cut off, and how a tail is written anew after the disk failed, in one atomic step.
/// A segment with the flag `STARTS` makes all earlier ones void.
///
/// **Records** ([LogRecord]) follow. Space is taken ahead of them by writing zeros and forcing those, so that forcing
/// entries moves no metadata and cannot run out of space. Entries are written in batches, a batch is forced before the
/// next is written, and each record names the offset at which its batch began. After a force a *mark* is written,
/// unforced, where the next batch will go.
///
/// **Which damage is which.** A crash may leave any part of the last, unforced batch on disk, and nothing else:
/// everything before the batch was forced. So when the record at some offset is not intact, and a later intact record
/// names a batch start *behind* that offset, the bad record had been forced before and has rotted: the log is refused.
/// Otherwise it belongs to a write nobody was told of: it is cleared. The mark makes this exact for the last batch too,
/// unless the power fails before the kernel wrote the mark out. A file that ends before its records do, or without room
/// for a mark, was cut off by someone else and is refused, as is any bad record before the base of a later segment. The
/// salt keeps a command that looks like a record from being taken for one.
final class Segment implements Closeable {

    static final int HEAD_BYTES = 64;
    static final int FLAG_STARTS = 1;
    /// Room that is always left behind the last record.
    static final int MARK_BYTES = LogRecord.HEADER_BYTES;

    /// What is taken when space ahead has run out.
    private static final long ALLOCATION_BYTES = 1 << 16;
    private static final long MAGIC = 0x5052_4145_544c_4731L;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 18).asReadOnlyBuffer();

    /// What the head says.
    ///
    /// @param base index of the first entry
    /// @param starts whether earlier segments are void
    record Head(long sequence, long base, int salt, boolean starts) {

        String name() {
            return String.format("log-%012d", sequence);
        }

        private ByteBuffer encode() {
            ByteBuffer to = ByteBuffer.allocate(HEAD_BYTES);
            to.putLong(MAGIC).putLong(sequence).putLong(base).putInt(salt).putInt(starts ? FLAG_STARTS : 0);
            to.putInt(checksum(to));
            return to.rewind();
        }

        private static int checksum(ByteBuffer head) {
            CRC32C crc = new CRC32C();
            crc.update(head.slice(0, 32));
            return (int) crc.getValue();
        }

        static Head read(RaftFile file, String where) throws IOException {
            ByteBuffer from = ByteBuffer.allocate(HEAD_BYTES);
            if (file.read(from, 0) < HEAD_BYTES || from.getLong(0) != MAGIC || from.getInt(32) != checksum(from)) {
                throw new CorruptLogException(where + " is corrupt at offset 0");
            }
            return new Head(from.getLong(8), from.getLong(16), from.getInt(24), (from.getInt(28) & FLAG_STARTS) != 0);
        }
    }

    private final Head head;
    private final RaftFile file;
    private final Object allocation = new Object();
    /// Where each record begins: entry `base + i` at `i`, and where the last one ends at `count`. One thread writes,
    /// many read: `count` publishes.
    private int[] offsets;
    private volatile int count;
    private volatile long end;
    private volatile long allocated;
    private long lastTerm;
    private volatile boolean suspect;

    /// @param offsets of the `count` records there are, and where the next one goes
    /// @param allocated size of the file
    Segment(Head head, RaftFile file, int[] offsets, int count, long lastTerm, long allocated) {
        this.head = head;
        this.file = file;
        this.offsets = offsets;
        this.count = count;
        this.end = offsets[count];
        this.lastTerm = lastTerm;
        this.allocated = allocated;
    }

    /// Makes a segment whose head, zeros and first entries are on disk when this returns.
    ///
    /// @param spare a file of zeros to use, made before by [#writeZeros]; its name
    /// @param first entries to begin with
    static Segment create(
            RaftFiles files, String spare, RaftFile file, Head head, List<LogEntry> first, Scratch scratch)
            throws IOException {
        file.write(head.encode(), 0);
        Segment segment = new Segment(head, file, newOffsets(), 0, 0, file.size());
        if (first.isEmpty()) {
            file.force();
        } else {
            segment.write(first, scratch);
        }
        files.rename(spare, head.name());
        files.sync();
        return segment;
    }

    static int[] newOffsets() {
        int[] offsets = new int[256];
        offsets[0] = HEAD_BYTES;
        return offsets;
    }

    /// Writes zeros from `from` to `to` and forces them.
    static void writeZeros(RaftFile file, long from, long to) throws IOException {
        long at = from;
        while (at < to) {
            int length = (int) Math.min(ZEROS.capacity(), to - at);
            file.write(ZEROS.slice(0, length), at);
            at += length;
        }
        file.force();
    }

    Head head() {
        return head;
    }

    long base() {
        return head.base;
    }

    /// The index of the last entry, base - 1 if there is none.
    long lastIndex() {
        return head.base + count - 1;
    }

    long end() {
        return end;
    }

    long allocated() {
        return allocated;
    }

    /// Whether a write or a force has failed: what follows `end` is unknown, and nothing more may be written.
    boolean suspect() {
        return suspect;
    }

    /// Takes space up to `to`, if it is not taken yet.
    void allocate(long to) throws IOException {
        synchronized (allocation) {
            long from = allocated;
            if (from < to) {
                writeZeros(file, from, to);
                allocated = to;
            }
        }
    }

    /// Overwrites with zeros whatever follows the entries.
    void clearTail() throws IOException {
        writeZeros(file, end, allocated);
    }

    /// Writes a batch and forces it. Fails without a trace if space cannot be had; after any other failure the segment
    /// is [#suspect].
    void write(List<LogEntry> entries, Scratch scratch) throws IOException {
        ByteBuffer[] bodies = new ByteBuffer[entries.size()];
        int[] ends = new int[bodies.length];
        long at = end;
        for (int i = 0; i < bodies.length; i++) {
            bodies[i] = LogRecord.body(entries.get(i));
            at += LogRecord.sizeOf(bodies[i].remaining());
            ends[i] = Math.toIntExact(at);
        }
        if (at + MARK_BYTES > allocated) {
            allocate((at + MARK_BYTES + ALLOCATION_BYTES - 1) / ALLOCATION_BYTES * ALLOCATION_BYTES);
        }
        boolean done = false;
        try {
            int batchStart = (int) end;
            scratch.begin(file, batchStart);
            for (int i = 0; i < bodies.length; i++) {
                int size = ends[i] - (i == 0 ? batchStart : ends[i - 1]);
                LogRecord.put(scratch.room(size), entries.get(i), bodies[i], batchStart, head.salt);
            }
            scratch.flush();
            file.force();
            done = true;
        } finally {
            suspect |= !done;
        }
        publish(ends, entries.getLast().getId().getTerm());
        mark(scratch);
    }

    private void publish(int[] ends, long term) {
        int before = count;
        int after = before + ends.length;
        int[] grown = offsets;
        if (after >= grown.length) {
            grown = Arrays.copyOf(grown, Math.max(after + 1, 2 * grown.length));
        }
        System.arraycopy(ends, 0, grown, before + 1, ends.length);
        offsets = grown;
        lastTerm = term;
        end = grown[after];
        count = after;
    }

    private void mark(Scratch scratch) {
        try {
            scratch.begin(file, end);
            LogRecord.putMark(scratch.room(MARK_BYTES), lastIndex(), lastTerm, (int) end, head.salt);
            scratch.flush();
        } catch (IOException e) {
            // the batch is safe; only nothing more may come after it here
            suspect = true;
        }
    }

    /// Forgets entries from `index` on, which a later segment has taken over.
    void limitTo(long index) {
        if (index <= lastIndex()) {
            int kept = (int) Math.max(0, index - head.base);
            count = kept;
            end = offsets[kept];
        }
    }

    /// The first entry that has bytes in the block of the disk that a write at `end` touches; the index after the last
    /// if none has.
    long firstInLastBlock(int blockBytes) {
        long block = end / blockBytes * blockBytes;
        int i = count;
        while (i > 0 && offsets[i] > block) {
            i--;
        }
        return head.base + i;
    }

    /// Bytes of the records from `index` on.
    long bytesFrom(long index) {
        int i = Math.clamp(index - head.base, 0, count);
        return end - offsets[i];
    }

    /// Reads an entry back and checks it.
    LogEntry read(long index, String where) throws IOException {
        int n = count;
        int i = (int) (index - head.base);
        if (i < 0 || i >= n) {
            throw new IllegalArgumentException("segment " + head.sequence + " has no entry " + index);
        }
        int[] at = offsets;
        ByteBuffer bytes = ByteBuffer.allocate(at[i + 1] - at[i]);
        boolean whole = file.read(bytes, at[i]) == bytes.capacity();
        LogRecord record = LogRecord.head(bytes, 0);
        LogEntry entry = null;
        if (whole
                && record.index() == index
                && record.size() == bytes.capacity()
                && LogRecord.intact(bytes, 0, record.bodyLength())) {
            entry = record.entry(Arrays.copyOfRange(
                    bytes.array(), LogRecord.HEADER_BYTES, LogRecord.HEADER_BYTES + record.bodyLength()));
        }
        if (entry == null) {
            throw new CorruptLogException(where + " is corrupt at offset " + at[i] + " (entry " + index + ")");
        }
        return entry;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
