package io.praetor.raft;

import com.alipay.sofa.jraft.entity.LogEntry;
import io.praetor.raft.RaftFiles.RaftFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/// Reads one segment from end to end when the log is opened and judges its tail, as [Segment] describes. Changes
/// nothing.
final class SegmentScan {

    private static final int WINDOW = 1 << 20;
    private static final ByteBuffer ZEROS = ByteBuffer.allocate(WINDOW).asReadOnlyBuffer();

    private final Segment.Head head;
    private final RaftFile file;
    private final String where;
    private final long size;
    private final Consumer<LogEntry> configurations;
    private ByteBuffer window = ByteBuffer.allocate(WINDOW);
    private long windowStart;
    private int windowLength;

    private int[] offsets = Segment.newOffsets();
    private int count;
    private long lastTerm;
    private long at = Segment.HEAD_BYTES;
    private int batchStart = Segment.HEAD_BYTES;
    private boolean torn;

    /// @param where the file's name for messages
    /// @param configurations is given every configuration entry, in order
    SegmentScan(Segment.Head head, RaftFile file, String where, Consumer<LogEntry> configurations) throws IOException {
        this.head = head;
        this.file = file;
        this.where = where;
        this.size = file.size();
        this.configurations = configurations;
    }

    /// Reads the entries below `limit`, all of which must be there.
    Segment readSealed(long limit) throws IOException {
        readEntries(limit);
        if (head.base() + count < limit) {
            throw new CorruptLogException(
                    where + " is corrupt at offset " + at + " (entry " + (head.base() + count) + ")");
        }
        return segment();
    }

    /// Reads all entries of the last segment. Afterwards [#torn] tells whether something has to be cleared behind them.
    Segment readLast() throws IOException {
        readEntries(Long.MAX_VALUE);
        if (size - at < Segment.MARK_BYTES) {
            throw new CorruptLogException(where + " is cut off at offset " + size);
        }
        fill(at, Segment.MARK_BYTES);
        int here = (int) (at - windowStart);
        LogRecord record = LogRecord.head(window, here);
        boolean ours = record.salt() == head.salt();
        if (ours && record.bodyLength() > 0 && at + record.size() > size) {
            throw new CorruptLogException(where + " is cut off at offset " + size);
        }
        boolean mark = ours
                && record.type() == LogRecord.MARK
                && record.bodyLength() == 0
                && LogRecord.intact(window, here, 0);
        boolean clean = (mark || LogRecord.blank(window, here)) && zeroFrom(at + Segment.MARK_BYTES);
        if (!clean) {
            long witness = findWitness();
            if (witness >= 0) {
                throw new CorruptLogException(where + " is corrupt at offset " + at + " (entry " + (head.base() + count)
                        + "; what follows at offset " + witness + " shows that it was written)");
            }
            torn = true;
        }
        return segment();
    }

    /// Whether what follows the entries is a write that was never finished.
    boolean torn() {
        return torn;
    }

    private Segment segment() {
        return new Segment(head, file, offsets, count, lastTerm, size);
    }

    private void readEntries(long limit) throws IOException {
        while (head.base() + count < limit && at + LogRecord.HEADER_BYTES <= size) {
            fill(at, LogRecord.HEADER_BYTES);
            LogRecord record = LogRecord.head(window, (int) (at - windowStart));
            if (!follows(record)) {
                return;
            }
            fill(at, (int) record.size());
            int here = (int) (at - windowStart);
            if (!LogRecord.intact(window, here, record.bodyLength())) {
                return;
            }
            if (record.type() == LogRecord.CONFIGURATION) {
                report(record, here);
            }
            batchStart = record.batchStart();
            lastTerm = record.term();
            at += record.size();
            add();
        }
    }

    private void report(LogRecord record, int here) throws IOException {
        byte[] body = new byte[record.bodyLength()];
        window.get(here + LogRecord.HEADER_BYTES, body);
        try {
            LogEntry entry = record.entry(body);
            if (entry != null) {
                configurations.accept(entry);
            }
        } catch (IllegalArgumentException e) {
            throw new CorruptLogException(where + " is corrupt at offset " + at + ": " + e.getMessage());
        }
    }

    private boolean follows(LogRecord record) {
        return record.salt() == head.salt()
                && record.type() >= LogRecord.DATA
                && record.type() <= LogRecord.NO_OP
                && record.index() == head.base() + count
                && record.term() >= lastTerm
                && (record.batchStart() == at || record.batchStart() == batchStart)
                && record.bodyLength() >= 0
                && at + record.size() <= size;
    }

    private void add() {
        count++;
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
        }
        offsets[count] = (int) at;
    }

    /// The offset of an intact record that began to be written after `at` had been forced; -1 if there is none.
    private long findWitness() throws IOException {
        for (long there = at + 8; there + LogRecord.HEADER_BYTES <= size; there += 8) {
            fill(there, LogRecord.HEADER_BYTES);
            LogRecord record = LogRecord.head(window, (int) (there - windowStart));
            boolean plausible = record.salt() == head.salt()
                    && record.type() >= LogRecord.DATA
                    && record.type() <= LogRecord.MARK
                    && record.bodyLength() >= 0
                    && record.batchStart() > at
                    && record.batchStart() <= there
                    && there + record.size() <= size;
            if (plausible) {
                fill(there, (int) record.size());
                if (LogRecord.intact(window, (int) (there - windowStart), record.bodyLength())) {
                    return there;
                }
            }
        }
        return -1;
    }

    private boolean zeroFrom(long from) throws IOException {
        long there = from;
        while (there < size) {
            int length = (int) Math.min(WINDOW, size - there);
            fill(there, length);
            if (window.slice((int) (there - windowStart), length).mismatch(ZEROS.slice(0, length)) >= 0) {
                return false;
            }
            there += length;
        }
        return true;
    }

    /// Makes `length` bytes from `from` on available; they must be in the file.
    private void fill(long from, int length) throws IOException {
        if (from >= windowStart && from + length <= windowStart + windowLength) {
            return;
        }
        if (length > window.capacity()) {
            window = ByteBuffer.allocate(length);
        }
        window.clear();
        windowStart = from;
        windowLength = file.read(window, from);
        if (windowLength < length) {
            throw new IOException(
                    where + " ended at offset " + (from + windowLength) + " while it was read, expected " + size);
        }
    }
}
