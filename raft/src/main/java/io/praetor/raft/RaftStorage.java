package io.praetor.raft;

import com.alipay.sofa.jraft.entity.LogEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All that one server keeps: log, vote and snapshots, opened and checked against each other.
final class RaftStorage implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(RaftStorage.class);

    /// Space taken at a time, on disk and in memory.
    private static final int DISK_CHUNK_BYTES = 4 << 20;

    private static final int MEMORY_CHUNK_BYTES = 1 << 18;

    private static final String ADVICE =
            ": restore this server from a snapshot, or remove the directory so that it joins the cluster anew";

    private final @Nullable DirectoryLock lock;
    private final VoteFile voteFile;
    private final VoteFile.Vote vote;
    private final SegmentedLog log;
    private final List<LogEntry> configurations;
    private final SnapshotStore snapshots;
    private final DiskState disk;
    private final AddressBook addresses;
    private final RaftFiles files;
    private volatile @Nullable GivenConfiguration given;

    private RaftStorage(
            @Nullable DirectoryLock lock,
            VoteFile voteFile,
            VoteFile.Vote vote,
            SegmentedLog log,
            List<LogEntry> configurations,
            SnapshotStore snapshots,
            DiskState disk,
            RaftFiles files,
            AddressBook addresses,
            @Nullable GivenConfiguration given) {
        this.lock = lock;
        this.voteFile = voteFile;
        this.vote = vote;
        this.log = log;
        this.configurations = configurations;
        this.snapshots = snapshots;
        this.disk = disk;
        this.files = files;
        this.addresses = addresses;
        this.given = given;
    }

    /// Opens a directory, or makes it.
    ///
    /// @param ahead runs the taking of space
    static RaftStorage open(RaftSettings settings, RandomGenerator random, Executor ahead) throws RaftStartException {
        Path directory = settings.directory();
        if (directory == null) {
            return open(new MemoryFiles(), "memory", null, settings.segmentBytes(), MEMORY_CHUNK_BYTES, random, ahead);
        }
        DirectoryLock lock = DirectoryLock.acquire(directory);
        boolean done = false;
        try {
            RaftStorage storage = open(
                    new DiskFiles(directory),
                    directory.toString(),
                    lock,
                    settings.segmentBytes(),
                    DISK_CHUNK_BYTES,
                    random,
                    ahead);
            done = true;
            return storage;
        } finally {
            if (!done) {
                closeQuietly(lock);
            }
        }
    }

    /// Opens any files; tests come in here.
    static RaftStorage open(
            RaftFiles files,
            String where,
            @Nullable DirectoryLock lock,
            long segmentBytes,
            int chunkBytes,
            RandomGenerator random,
            Executor ahead)
            throws RaftStartException {
        List<LogEntry> configurations = new ArrayList<>();
        SnapshotStore snapshots = new SnapshotStore(files);
        DiskState disk = new DiskState();
        SegmentedLog log = new SegmentedLog(files, segmentBytes, chunkBytes, random, disk, ahead);
        try (LogRecovery recovery = new LogRecovery(files)) {
            VoteFile.Vote vote = VoteFile.inspect(files);
            SnapshotStore.Found found = snapshots.inspect();
            LogRecovery.Found entries = recovery.inspect(configurations::add);
            check(where, found, entries);
            recovery.repair();
            snapshots.load(found);
            log.load(entries);
            GivenConfiguration given = GivenConfiguration.read(files);
            AddressBook addresses = AddressBook.open(files);
            VoteFile voteFile = VoteFile.open(files);
            return new RaftStorage(
                    lock,
                    voteFile,
                    vote == null ? new VoteFile.Vote(0, "") : vote,
                    log,
                    configurations,
                    snapshots,
                    disk,
                    files,
                    addresses,
                    given);
        } catch (CorruptLogException e) {
            throw new RaftStartException(e.getMessage() + ADVICE, e);
        } catch (IOException e) {
            throw new RaftStartException("cannot open raft directory \"" + where + "\": " + DirectoryLock.reason(e), e);
        }
    }

    /// Refuses a log that does not reach back to the snapshot, or forward to one that was lost.
    private static void check(String where, SnapshotStore.Found snapshots, LogRecovery.Found log)
            throws CorruptLogException {
        long covered = snapshots.usable().index();
        long first = log.segments().isEmpty()
                ? covered + 1
                : log.segments().getFirst().base();
        long last =
                log.segments().isEmpty() ? covered : log.segments().getLast().lastIndex();
        CorruptLogException damage = snapshots.damage();
        if (damage != null
                && (first > covered + 1 || last < snapshots.damaged().getFirst().index())) {
            throw damage;
        }
        if (first > covered + 1) {
            throw new CorruptLogException("raft directory \"" + where + "\" lacks entries " + (covered + 1) + " to "
                    + (first - 1) + ", which no snapshot covers");
        }
    }

    /// As it was when the directory was opened.
    VoteFile.Vote lastVote() {
        return vote;
    }

    /// @param self the id of this server
    VoteStorage vote(String self) {
        return new VoteStorage(voteFile, vote, self);
    }

    SegmentedLog log() {
        return log;
    }

    /// The configuration entries the log held when it was opened, without those that [#given] stands for.
    List<LogEntry> configurations() {
        GivenConfiguration instead = given;
        return instead == null
                ? configurations
                : configurations.stream()
                        .filter(entry -> !instead.replaces(entry.getId().getTerm()))
                        .toList();
    }

    /// The configuration that did not come through the log; null if there is none.
    @Nullable GivenConfiguration given() {
        return given;
    }

    /// Gives a configuration, for good.
    void give(GivenConfiguration configuration) throws IOException {
        configuration.write(files);
        given = configuration;
    }

    AddressBook addresses() {
        return addresses;
    }

    SnapshotStore snapshots() {
        return snapshots;
    }

    DiskState disk() {
        return disk;
    }

    @Override
    public void close() {
        log.close();
        if (log.working() != 0) {
            // nobody else may write here before that is done: the lock goes with the process
            return;
        }
        closeQuietly(voteFile);
        if (lock != null) {
            closeQuietly(lock);
        }
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            LOG.warn("cannot close the raft directory: {}", e.getMessage());
        }
    }
}
