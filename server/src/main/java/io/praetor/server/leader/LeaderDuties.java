package io.praetor.server.leader;

import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.model.telemetry.Timer;
import io.praetor.raft.LeadershipListener;
import io.praetor.raft.Member;
import io.praetor.raft.ReplicatedLog;
import io.praetor.server.Cancellable;
import io.praetor.server.Meter;
import io.praetor.server.RequestFailure;
import io.praetor.server.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins the leader's duties when this server is elected and ends them when it no longer leads (`server.md` §5). When
/// one cannot begin, all are ended, another server is asked to lead, and if none does they are tried again after a
/// while.
public final class LeaderDuties implements LeadershipListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderDuties.class);
    private static final Duration BARRIER_LIMIT = Duration.ofMinutes(2);
    private static final Duration BARRIER_RETRY = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofSeconds(5);

    /// How often a leader that cannot do its duties tries to hand over.
    private static final int HANDOVERS = 3;

    private static final Duration HANDOVER_LIMIT = Duration.ofSeconds(30);

    private final ReplicatedLog log;
    private final Leadership leadership;
    private final List<Duty> duties;
    private final Scheduler scheduler;
    private final Executor executor;
    private final Consumer<Throwable> stopped;
    private final Meter meter;
    private final Timer barrier;
    private final Counter led;
    private final Counter followed;
    /// 0 while this server does not lead; guarded by this, like `retry`.
    private long term;

    private Cancellable retry = Cancellable.NONE;

    /// @param duties   in the order in which they begin
    /// @param executor runs what may wait
    /// @param stopped  told when the log has stopped for good
    /// @param meter    told how long beginning takes
    public LeaderDuties(
            ReplicatedLog log,
            Leadership leadership,
            List<Duty> duties,
            Scheduler scheduler,
            Executor executor,
            Consumer<Throwable> stopped,
            Meter meter) {
        this.log = log;
        this.leadership = leadership;
        this.duties = List.copyOf(duties);
        this.scheduler = scheduler;
        this.executor = executor;
        this.stopped = stopped;
        this.meter = meter;
        Telemetry telemetry = meter.telemetry();
        this.barrier = telemetry.timer("leader.barrier");
        this.led = telemetry.counter("raft.state.leader");
        this.followed = telemetry.counter("raft.state.follower");
    }

    @Override
    public void leadershipGained(long gained) {
        LOG.info("cluster leadership acquired: term={}", gained);
        led.increment();
        synchronized (this) {
            term = gained;
        }
        attempt(gained);
    }

    @Override
    public void leadershipLost(long lost) {
        LOG.info("cluster leadership lost: term={}", lost);
        followed.increment();
        leadership.lost();
        synchronized (this) {
            term = 0;
            retry.cancel();
            // an attempt to begin may have run until here
            leadership.lost();
            duties.reversed().forEach(Duty::end);
        }
    }

    @Override
    public void failed(Throwable cause) {
        leadership.lost();
        stopped.accept(cause);
    }

    /// Runs the duties' beginning once more, as after a restore that replaced what they look after.
    ///
    /// @return fails when a duty cannot begin, or this server does not lead
    public CompletableFuture<Void> again() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                synchronized (this) {
                    if (term == 0) {
                        throw RequestFailure.noLeader();
                    }
                    duties.reversed().forEach(Duty::end);
                    beginAll();
                }
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    /// Ends the duties: the log is closed and will not tell.
    @Override
    public void close() {
        leadership.lost();
        synchronized (this) {
            term = 0;
            retry.cancel();
            duties.reversed().forEach(Duty::end);
        }
    }

    private void attempt(long attempted) {
        try {
            // reads must not miss what earlier leaders have acknowledged
            long begun = meter.begun();
            if (!barrier()) {
                later(attempted, BARRIER_RETRY);
                return;
            }
            meter.ended(barrier, begun);
            synchronized (this) {
                if (term != attempted) {
                    return;
                }
                leadership.established();
                beginAll();
                leadership.begun();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("the leader's duties could not begin: term={} retry={}s", attempted, RETRY.toSeconds(), e);
            endAll(attempted);
            if (!handOver()) {
                later(attempted, RETRY);
            }
        }
    }

    /// A leader confirms that it leads by asking the others, who may be slow to answer just after an election.
    ///
    /// @return whether everything committed before is applied here
    private boolean barrier() throws InterruptedException {
        try {
            log.barrier().get(BARRIER_LIMIT.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("leadership could not be confirmed yet", e);
            return false;
        }
    }

    /// A leader that cannot do its duties lets another server try.
    ///
    /// @return whether one has taken over
    private boolean handOver() {
        boolean others =
                log.membership().members().stream().filter(Member::voter).count() > 1;
        for (int i = 0; i < HANDOVERS && others && log.isLeader(); i++) {
            try {
                log.transferLeadership(null).get(HANDOVER_LIMIT.toSeconds(), TimeUnit.SECONDS);
                return true;
            } catch (ExecutionException | TimeoutException e) {
                LOG.warn("failed to transfer leadership: attempt={} retry_limit={}", i + 1, HANDOVERS, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    private synchronized void endAll(long attempted) {
        if (term == attempted) {
            duties.reversed().forEach(Duty::end);
        }
    }

    private void beginAll() throws InterruptedException {
        for (Duty duty : duties) {
            duty.begin();
        }
    }

    private synchronized void later(long attempted, Duration pause) {
        if (term == attempted) {
            retry = scheduler.after(pause, () -> executor.execute(() -> attempt(attempted)));
        }
    }
}
