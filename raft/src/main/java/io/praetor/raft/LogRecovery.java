package io.praetor.raft;

import com.alipay.sofa.jraft.entity.LogEntry;
import io.praetor.raft.RaftFiles.RaftFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the log of an earlier run in two steps: [#inspect] reads and judges everything and changes nothing, [#repair]
/// then clears what a crash left behind. A directory that is refused stays as it was.
final class LogRecovery implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogRecovery.class);
    private static final Pattern SEGMENT = Pattern.compile("log-[0-9]{12}");

    /// What there is.
    ///
    /// @param segments in ascending order of base, without gaps
    record Found(List<Segment> segments, long nextSequence) {}

    private final RaftFiles files;
    private final List<RaftFile> opened = new ArrayList<>();
    private final List<RaftFile> unused = new ArrayList<>();
    private final List<String> dead = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    private boolean torn;
    private boolean handedOver;

    LogRecovery(RaftFiles files) {
        this.files = files;
    }

    private record Candidate(Segment.Head head, RaftFile file) {}

    /// @param configurations is given every configuration entry of the log, in order
    /// @throws CorruptLogException naming file and offset
    Found inspect(Consumer<LogEntry> configurations) throws IOException {
        List<Candidate> candidates = candidates();
        long[] limits = limits(candidates);
        for (int i = 0; i < limits.length; i++) {
            Segment.Head head = candidates.get(i).head;
            RaftFile file = candidates.get(i).file;
            if (limits[i] <= head.base()) {
                dead.add(head.name());
                unused.add(file);
                continue;
            }
            SegmentScan scan = new SegmentScan(head, file, files.describe(head.name()), configurations);
            if (i == limits.length - 1) {
                segments.add(scan.readLast());
                torn = scan.torn();
            } else {
                segments.add(scan.readSealed(limits[i]));
            }
        }
        return new Found(
                List.copyOf(segments),
                candidates.isEmpty() ? 1 : candidates.getLast().head.sequence() + 1);
    }

    /// All segments, in order of their sequence numbers.
    private List<Candidate> candidates() throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        for (String name : files.list()) {
            if (SEGMENT.matcher(name).matches()) {
                RaftFile file = files.open(name);
                opened.add(file);
                Segment.Head head = Segment.Head.read(file, files.describe(name));
                if (!head.name().equals(name)) {
                    throw new CorruptLogException(files.describe(name) + " is corrupt: it says it is " + head.name());
                }
                candidates.add(new Candidate(head, file));
            } else if (name.startsWith("log-") && name.endsWith(".tmp")) {
                dead.add(name);
            }
        }
        return candidates;
    }

    /// Up to which index (exclusive) each segment is in force: the lowest base of those after it.
    private static long[] limits(List<Candidate> candidates) {
        long[] limits = new long[candidates.size()];
        long limit = Long.MAX_VALUE;
        for (int i = limits.length - 1; i >= 0; i--) {
            Segment.Head head = candidates.get(i).head;
            limits[i] = limit;
            limit = head.starts() ? Long.MIN_VALUE : Math.min(limit, head.base());
        }
        return limits;
    }

    /// Clears the unfinished write at the end, if there is one, and removes files that are void.
    void repair() throws IOException {
        if (torn) {
            Segment last = segments.getLast();
            LOG.warn(
                    "{} ends in a write that was never finished: cleared from offset {}, the last entry is {}",
                    files.describe(last.head().name()),
                    last.end(),
                    last.lastIndex());
            last.clearTail();
        }
        for (RaftFile file : unused) {
            file.close();
        }
        for (String name : dead) {
            files.delete(name);
        }
        handedOver = true;
    }

    /// Closes what was opened, unless [#repair] has handed it over.
    @Override
    public void close() throws IOException {
        if (!handedOver) {
            for (RaftFile file : opened) {
                file.close();
            }
        }
    }
}
