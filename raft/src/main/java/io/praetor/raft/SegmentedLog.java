package io.praetor.raft;

import com.alipay.sofa.jraft.entity.LogEntry;
import io.praetor.raft.RaftFiles.RaftFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log on disk: a row of [Segment]s and an index of them in memory (4 bytes per entry).
///
/// One thread appends and truncates; any thread reads. An append that the disk refuses does not fail: it waits and
/// tries again, and meanwhile [DiskState] says why, so that nothing new is proposed. Space is taken ahead, and a
/// refusal of that space is noticed before the entries under way need it. After a failed write or force nothing more is
/// written to that segment: the entries that share the last block with the failed write are read back, checked, and
/// written anew at the head of a fresh segment, together with the failed batch.
final class SegmentedLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentedLog.class);

    /// How a file under construction is called: the next segment, still all zeros or unfinished.
    private static final String SPARE = "log-spare.tmp";

    /// The unit a disk may damage as a whole when it fails to write.
    private static final int BLOCK_BYTES = 4096;

    private static final long RETRY_MILLIS = 500;

    /// How long closing waits for the disk.
    private static final long CLOSE_SECONDS = 5;

    private final RaftFiles files;
    private final long segmentBytes;
    private final int chunkBytes;
    private final RandomGenerator random;
    private final DiskState disk;
    private final Executor ahead;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition retry = lock.newCondition();
    private final Scratch scratch = new Scratch();
    /// In ascending order of base; the last one is written to. Replaced, never changed.
    private volatile List<Segment> live = List.of();
    /// No longer part of the log but still readable, as JRaft may look back for a moment; removed by [#removeRetired].
    /// Replaced, never changed.
    private volatile List<Segment> retired = List.of();
    private volatile long first = 1;
    private volatile long last;
    private long nextSequence = 1;
    private @Nullable RaftFile spare;
    private boolean reserving;
    private boolean waiting;
    private boolean retryNow;
    private volatile boolean closing;
    /// Number of the work the disk is doing now, 0 while it does none.
    private volatile long working;

    private long works;
    private volatile boolean closed;

    /// @param segmentBytes when a segment is full
    /// @param chunkBytes how much space is taken at a time
    /// @param ahead runs the taking of space
    SegmentedLog(
            RaftFiles files,
            long segmentBytes,
            int chunkBytes,
            RandomGenerator random,
            DiskState disk,
            Executor ahead) {
        this.files = files;
        this.segmentBytes = segmentBytes;
        this.chunkBytes = (int) Math.min(chunkBytes, segmentBytes);
        this.random = random;
        this.disk = disk;
        this.ahead = ahead;
    }

    /// Takes over what [LogRecovery] found.
    void load(LogRecovery.Found found) {
        lock.lock();
        try {
            live = List.copyOf(found.segments());
            nextSequence = found.nextSequence();
            if (!live.isEmpty()) {
                first = live.getFirst().base();
                last = live.getLast().lastIndex();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The index of the first entry; one more than [#lastIndex] if there is none.
    long firstIndex() {
        return first;
    }

    long lastIndex() {
        return last;
    }

    /// Bytes of log from entry `index` on.
    long bytesFrom(long index) {
        long bytes = 0;
        for (Segment segment : live) {
            bytes += segment.bytesFrom(index);
        }
        return bytes;
    }

    /// The entry at `index`; null if it is not (or no longer) here.
    @Nullable LogEntry entry(long index) throws IOException {
        Segment segment = index > last ? null : find(live, index);
        if (segment == null && index < first) {
            lock.lock();
            try {
                segment = find(retired, index);
            } finally {
                lock.unlock();
            }
        }
        return segment == null
                ? null
                : segment.read(index, files.describe(segment.head().name()));
    }

    private static @Nullable Segment find(List<Segment> among, long index) {
        for (int i = among.size() - 1; i >= 0; i--) {
            Segment segment = among.get(i);
            if (segment.base() <= index) {
                return index <= segment.lastIndex() ? segment : null;
            }
        }
        return null;
    }

    /// Appends entries with consecutive indexes and returns when they are on disk, however long that takes.
    ///
    /// @return false if the log was closed before
    boolean append(List<LogEntry> entries) {
        long expected = entries.getFirst().getId().getIndex();
        if (expected != last + 1) {
            throw new IllegalStateException("entry " + expected + " does not follow entry " + last);
        }
        return persistently("cannot write the log", () -> {
            int from = 0;
            // after a failure in the middle, what is already there is not written again
            while (from < entries.size() && entries.get(from).getId().getIndex() <= last) {
                from++;
            }
            while (from < entries.size()) {
                from += appendSome(entries.subList(from, entries.size()));
            }
        });
    }

    private int appendSome(List<LogEntry> entries) throws IOException {
        long next = entries.getFirst().getId().getIndex();
        Segment segment = live.isEmpty() ? null : live.getLast();
        // the first record of a segment always fits, so that a huge one gets a segment of its own
        if (segment == null
                || segment.suspect()
                || (segment.end() > Segment.HEAD_BYTES && !fits(segment, sizeOf(entries.getFirst())))) {
            segment = roll(segment, next);
        }
        int n = 1;
        long bytes = sizeOf(entries.getFirst());
        while (n < entries.size() && fits(segment, bytes + sizeOf(entries.get(n)))) {
            bytes += sizeOf(entries.get(n));
            n++;
        }
        segment.write(entries.subList(0, n), scratch);
        last = segment.lastIndex();
        reserveSoon(segment);
        return n;
    }

    private static long sizeOf(LogEntry entry) {
        return LogRecord.sizeOf(LogRecord.body(entry).remaining());
    }

    private boolean fits(Segment segment, long bytes) {
        return segment.end() + bytes + Segment.MARK_BYTES <= segmentBytes;
    }

    /// Opens the next segment. If `before` has failed, its last entries come along.
    private Segment roll(@Nullable Segment before, long next) throws IOException {
        List<LogEntry> carried = new ArrayList<>();
        long base = next;
        if (before != null && before.suspect()) {
            base = before.firstInLastBlock(BLOCK_BYTES);
            for (long index = base; index <= before.lastIndex(); index++) {
                carried.add(before.read(index, files.describe(before.head().name())));
            }
        }
        return open(base, before == null, carried);
    }

    /// Makes a segment with the given base the end of the log; entries from there on in earlier segments are gone.
    private Segment open(long base, boolean starts, List<LogEntry> carried) throws IOException {
        RaftFile file = takeSpare();
        Segment.Head head = new Segment.Head(nextSequence, base, random.nextInt(1, 1 << 24), starts);
        Segment segment;
        try {
            segment = Segment.create(files, SPARE, file, head, carried, scratch);
        } catch (IOException e) {
            dropSpare(file);
            throw e;
        }
        spare = null;
        nextSequence++;
        List<Segment> kept = new ArrayList<>();
        List<Segment> dead = new ArrayList<>();
        for (Segment earlier : live) {
            if (earlier.base() < base && !starts) {
                earlier.limitTo(base);
                kept.add(earlier);
            } else {
                dead.add(earlier);
            }
        }
        kept.add(segment);
        live = List.copyOf(kept);
        retire(dead);
        return segment;
    }

    private RaftFile takeSpare() throws IOException {
        RaftFile file = spare;
        if (file == null) {
            files.delete(SPARE);
            file = files.create(SPARE);
            boolean done = false;
            try {
                Segment.writeZeros(file, 0, chunkBytes);
                done = true;
            } finally {
                if (!done) {
                    dropSpare(file);
                }
            }
            spare = file;
        }
        return file;
    }

    private void dropSpare(RaftFile file) throws IOException {
        spare = null;
        file.close();
        files.delete(SPARE);
    }

    private void reserveSoon(Segment segment) {
        if (!reserving && needsReserve(segment)) {
            reserving = true;
            ahead.execute(this::reserve);
        }
    }

    private boolean needsReserve(Segment segment) {
        if (segment.allocated() - segment.end() >= chunkBytes / 2) {
            return false;
        }
        return segment.allocated() + chunkBytes <= segmentBytes || spare == null;
    }

    /// Takes space before it is needed: more of the segment being written, or a file for the next one.
    private void reserve() {
        Segment grow = null;
        lock.lock();
        try {
            reserving = false;
            Segment segment = live.isEmpty() ? null : live.getLast();
            if (closed || waiting || segment == null || segment.suspect() || !needsReserve(segment)) {
                return;
            }
            if (segment.allocated() + chunkBytes <= segmentBytes) {
                grow = segment;
            } else {
                takeSpare();
                disk.accept();
            }
        } catch (IOException e) {
            disk.refuse("cannot make room for the log", e);
        } finally {
            lock.unlock();
        }
        if (grow != null) {
            grow(grow);
        }
    }

    private void grow(Segment segment) {
        try {
            // out of the lock: appends go on in the space there is
            segment.allocate(segment.allocated() + chunkBytes);
            disk.accept();
        } catch (IOException e) {
            if (!closing) {
                disk.refuse("cannot make room for the log", e);
            }
        }
    }

    /// Tries again, after a refusal, whether there is space. Called from time to time while writes are refused.
    void probe() {
        lock.lock();
        try {
            retryNow = true;
            retry.signalAll();
            Segment segment = live.isEmpty() ? null : live.getLast();
            if (closed || waiting || disk.refusal() == null) {
                return;
            }
            if (segment == null || !needsReserve(segment)) {
                disk.accept();
                return;
            }
        } finally {
            lock.unlock();
        }
        reserve();
    }

    /// Drops entries before `firstKept`. The files go later, see [#removeRetired].
    boolean truncatePrefix(long firstKept) {
        if (firstKept > last) {
            return reset(firstKept);
        }
        lock.lock();
        try {
            first = Math.max(first, firstKept);
            List<Segment> kept = new ArrayList<>(live);
            List<Segment> dead = new ArrayList<>();
            while (kept.size() > 1 && kept.get(1).base() <= firstKept) {
                dead.add(kept.removeFirst());
            }
            live = List.copyOf(kept);
            retire(dead);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Drops entries after `lastKept`, for good before anything else is appended.
    boolean truncateSuffix(long lastKept) {
        if (lastKept >= last) {
            return true;
        }
        if (lastKept < first) {
            return reset(lastKept + 1);
        }
        return persistently("cannot truncate the log", () -> {
            open(lastKept + 1, false, List.of());
            last = lastKept;
        });
    }

    /// Drops everything; the next entry will be `next`.
    boolean reset(long next) {
        return persistently("cannot truncate the log", () -> {
            open(next, true, List.of());
            first = next;
            last = next - 1;
        });
    }

    private interface DiskWork {
        void run() throws IOException;
    }

    /// Does something until the disk lets it.
    ///
    /// @return false if the log was closed before
    private boolean persistently(String what, DiskWork work) {
        lock.lock();
        try {
            works++;
            working = works;
            while (!closed) {
                try {
                    work.run();
                    if (waiting) {
                        disk.accept();
                    }
                    return true;
                } catch (IOException e) {
                    disk.refuse(what, e);
                    waiting = true;
                }
                if (!awaitRetry()) {
                    return false;
                }
            }
            return false;
        } finally {
            working = 0;
            waiting = false;
            lock.unlock();
        }
    }

    /// A number that stays the same as long as one write or truncation is not done; 0 while there is none.
    long working() {
        return working;
    }

    /// @return whether to try again
    private boolean awaitRetry() {
        try {
            retryNow = false;
            long left = TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
            while (left > 0 && !retryNow && !closing) {
                left = retry.awaitNanos(left);
            }
            return !closing;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void retire(List<Segment> dead) {
        if (!dead.isEmpty()) {
            List<Segment> all = new ArrayList<>(retired);
            all.addAll(dead);
            retired = List.copyOf(all);
        }
    }

    /// How many files wait for [#removeRetired]. Never waits: whoever asks watches over disks that stall.
    int retiredCount() {
        return retired.size();
    }

    /// Removes the files of the `count` longest retired segments. To be called when nothing can be reading them any
    /// more.
    void removeRetired(int count) {
        List<Segment> gone;
        lock.lock();
        try {
            int n = Math.min(count, retired.size());
            gone = retired.subList(0, n);
            retired = List.copyOf(retired.subList(n, retired.size()));
        } finally {
            lock.unlock();
        }
        for (Segment segment : gone) {
            try {
                segment.close();
                files.delete(segment.head().name());
            } catch (IOException e) {
                // it is void already; the next start tries again
                LOG.warn("cannot remove {}: {}", files.describe(segment.head().name()), e.getMessage());
            }
        }
    }

    /// From now on an append that the disk refuses is given up. Never waits: who cannot be told, as the disk is at
    /// work, sees it afterwards.
    void stopWaiting() {
        closing = true;
        if (lock.tryLock()) {
            try {
                retry.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /// Closes the files, unless the disk does not finish what it is at: then they are left as they are after a crash.
    @Override
    public void close() {
        stopWaiting();
        if (!isIdleWithin(CLOSE_SECONDS)) {
            closed = true;
            LOG.error("the log is left open: the disk has not finished a write for {} s", CLOSE_SECONDS);
            return;
        }
        try {
            closed = true;
            List<Segment> all = new ArrayList<>(live);
            all.addAll(retired);
            for (Segment segment : all) {
                segment.close();
            }
            RaftFile unused = spare;
            if (unused != null) {
                dropSpare(unused);
            }
        } catch (IOException e) {
            LOG.warn("cannot close the log: {}", e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    /// Takes the lock, if that can be done in time.
    private boolean isIdleWithin(long seconds) {
        try {
            return lock.tryLock(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return lock.tryLock();
        }
    }
}
