package io.praetor.raft;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done every second: forget what waits too long, try a disk that refused again, take snapshots, remove old
/// files.
final class Maintenance implements Runnable {

    static final long PERIOD_MILLIS = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    /// How long a confirmation of leadership may take.
    private static final long READ_MILLIS = 5000;

    /// How long a command may wait for a disk that refuses writes.
    private static final long STUCK_MILLIS = 5000;

    /// How often a leader whose disk refuses writes tries to hand over.
    private static final long HANDOVER_MILLIS = 10_000;

    /// How long a file stays that the log no longer needs, as JRaft may still look back.
    private static final long RETIRED_MILLIS = 3000;

    /// So much more log than the threshold does not wait for the next regular look.
    private static final long BYTES_FACTOR = 4;

    private final RaftSettings settings;
    private final RaftStorage storage;
    private final PendingRequests pending;
    private final ExecutorService disk;
    private final LongSupplier clock;
    private final JRaftLog log;
    private long lastLook;
    private long lastRemoval;
    private int retired;
    private boolean refused;
    private volatile boolean lastFailed;
    private long lastHandover;
    private long lastWork;
    private long workSince;
    private final AtomicBoolean probing = new AtomicBoolean();
    private final AtomicBoolean keeping = new AtomicBoolean();

    /// @param clock in milliseconds
    Maintenance(
            RaftSettings settings,
            RaftStorage storage,
            PendingRequests pending,
            ExecutorService disk,
            LongSupplier clock,
            JRaftLog log) {
        this.settings = settings;
        this.storage = storage;
        this.pending = pending;
        this.disk = disk;
        this.clock = clock;
        this.log = log;
        this.lastLook = clock.getAsLong();
        this.lastRemoval = lastLook;
    }

    @Override
    public void run() {
        try {
            long now = clock.getAsLong();
            expire(now);
            watchDisk(now);
            mendDisk(now);
            if (pending.any(Pending.MembershipChange.class::isInstance)) {
                log.nudge();
            }
            once(keeping, log::keepAddresses);
            removeRetired(now);
            takeSnapshot(now);
        } catch (RuntimeException e) {
            if (!log.isClosed()) {
                // the next round must come all the same
                LOG.error("maintenance of the log failed", e);
            }
        }
    }

    /// Gives the disk something to do, unless it still has that to do: it may be slow.
    private void once(AtomicBoolean under, Runnable task) {
        if (under.compareAndSet(false, true)) {
            disk.execute(() -> {
                try {
                    task.run();
                } finally {
                    under.set(false);
                }
            });
        }
    }

    private void expire(long now) {
        pending.fail(
                request -> request instanceof Pending.Read && now - request.since() > READ_MILLIS,
                _ -> new NotLeaderException("leadership could not be confirmed in time", null));
        String refusal = storage.disk().refusal();
        if (refusal != null) {
            pending.fail(
                    request -> request instanceof Pending.Proposal && now - request.since() > STUCK_MILLIS,
                    _ -> new OutcomeUnknownException(refusal, null));
        }
    }

    /// A disk that neither writes nor fails is refused after twice the election timeout.
    private void watchDisk(long now) {
        long work = storage.log().working();
        if (work == 0 || work != lastWork) {
            lastWork = work;
            workSince = now;
        } else if (now - workSince >= 2 * settings.electionTimeout().toMillis()
                && storage.disk().refusal() == null) {
            // taken back by the probe, which has to wait for that write
            storage.disk()
                    .refuse(
                            "cannot write the log",
                            new IOException("the disk has not finished a write for " + (now - workSince) + " ms"));
        }
    }

    private void mendDisk(long now) {
        boolean refusedBefore = refused;
        refused = storage.disk().refusal() != null;
        if (refused) {
            once(probing, storage.log()::probe);
            if (!refusedBefore || now - lastHandover >= HANDOVER_MILLIS) {
                lastHandover = now;
                log.leaveToOthers();
            }
        }
    }

    private void removeRetired(long now) {
        if (now - lastRemoval >= RETIRED_MILLIS) {
            int count = retired;
            retired = storage.log().retiredCount() - count;
            lastRemoval = now;
            if (count > 0) {
                disk.execute(() -> storage.log().removeRetired(count));
            }
        }
    }

    private void takeSnapshot(long now) {
        long covered = storage.snapshots().newest().index();
        long bytes = storage.log().bytesFrom(covered + 1);
        boolean urgent = bytes >= BYTES_FACTOR * settings.snapshotThresholdBytes();
        boolean due = now - lastLook >= settings.snapshotCheckInterval().toMillis();
        if ((!due && (!urgent || lastFailed)) || pending.any(Pending.SnapshotRequest.class::isInstance)) {
            return;
        }
        lastLook = now;
        long entries = log.appliedIndex() - covered;
        long threshold = Math.max(settings.snapshotThresholdEntries(), settings.trailingLogs());
        if (entries > 0 && (entries >= threshold || bytes >= settings.snapshotThresholdBytes())) {
            var _ = log.snapshot().whenComplete((index, error) -> {
                lastFailed = error != null;
                if (error == null) {
                    LOG.info("snapshot taken index={} entries={} logBytes={}", index, entries, bytes);
                } else {
                    LOG.warn("no snapshot was taken: {}", error.getMessage());
                }
            });
        }
    }

    void start(ScheduledExecutorService scheduler) {
        var _ = scheduler.scheduleWithFixedDelay(this, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
}
