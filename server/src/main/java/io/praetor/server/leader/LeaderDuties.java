package io.praetor.server.leader;

import io.praetor.raft.LeadershipListener;
import io.praetor.raft.ReplicatedLog;
import io.praetor.server.Cancellable;
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
/// one cannot begin, all are ended and tried again after a while.
public final class LeaderDuties implements LeadershipListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderDuties.class);
    private static final Duration BARRIER_LIMIT = Duration.ofMinutes(2);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final ReplicatedLog log;
    private final Leadership leadership;
    private final List<Duty> duties;
    private final Scheduler scheduler;
    private final Executor executor;
    private final Consumer<Throwable> stopped;
    /// 0 while this server does not lead; guarded by this, like `retry`.
    private long term;

    private Cancellable retry = Cancellable.NONE;

    /// @param duties   in the order in which they begin
    /// @param executor runs what may wait
    /// @param stopped  told when the log has stopped for good
    public LeaderDuties(
            ReplicatedLog log,
            Leadership leadership,
            List<Duty> duties,
            Scheduler scheduler,
            Executor executor,
            Consumer<Throwable> stopped) {
        this.log = log;
        this.leadership = leadership;
        this.duties = List.copyOf(duties);
        this.scheduler = scheduler;
        this.executor = executor;
        this.stopped = stopped;
    }

    @Override
    public void leadershipGained(long gained) {
        LOG.info("cluster leadership acquired: term={}", gained);
        synchronized (this) {
            term = gained;
        }
        attempt(gained);
    }

    @Override
    public void leadershipLost(long lost) {
        LOG.info("cluster leadership lost: term={}", lost);
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
            log.barrier().get(BARRIER_LIMIT.toSeconds(), TimeUnit.SECONDS);
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
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.warn("the leader's duties could not begin: term={} retry={}", attempted, RETRY, e);
            later(attempted);
        }
    }

    private void beginAll() throws InterruptedException {
        for (Duty duty : duties) {
            duty.begin();
        }
    }

    private synchronized void later(long attempted) {
        if (term == attempted) {
            duties.reversed().forEach(Duty::end);
            retry = scheduler.after(RETRY, () -> executor.execute(() -> attempt(attempted)));
        }
    }
}
