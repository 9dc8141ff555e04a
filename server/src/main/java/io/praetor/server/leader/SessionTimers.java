package io.praetor.server.leader;

import io.praetor.model.GoDuration;
import io.praetor.model.log.CommandType;
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.model.telemetry.Timer;
import io.praetor.server.Cancellable;
import io.praetor.server.Meter;
import io.praetor.server.Scheduler;
import io.praetor.server.fsm.Commands;
import io.praetor.server.state.State;
import io.praetor.server.state.StateListener;
import io.praetor.store.Watches;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends sessions that were not renewed for twice their TTL (`state-and-index.md` §9). Times are kept by the leader
/// only; a new one gives every session its full time again.
public final class SessionTimers implements Duty, StateListener {
    private static final Logger LOG = LoggerFactory.getLogger(SessionTimers.class);

    /// A client may be late by as much again.
    private static final int GRACE = 2;

    /// Ending a session is tried so often, waiting twice as long each time.
    private static final int ATTEMPTS = 6;

    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);

    private final Supplier<State> states;
    private final Writes writes;
    private final Scheduler scheduler;
    private final Executor executor;
    private final String datacenter;
    private final Meter meter;
    private final Timer invalidated;
    /// By session; guarded by this, like `active`.
    private final Map<String, Cancellable> running = new HashMap<>();

    private boolean active;

    public SessionTimers(
            Supplier<State> states,
            Writes writes,
            Scheduler scheduler,
            Executor executor,
            String datacenter,
            Meter meter) {
        this.states = states;
        this.writes = writes;
        this.scheduler = scheduler;
        this.executor = executor;
        this.datacenter = datacenter;
        this.meter = meter;
        this.invalidated = meter.telemetry().timer("session_ttl.invalidate");
    }

    /// Nanoseconds a session lives without being renewed; 0 for ever.
    ///
    /// @param ttl as the session has it; what is no duration counts as none
    static long ttlNanos(String ttl) {
        Long nanos = ttl.isEmpty() ? null : GoDuration.parseOrNull(ttl);
        return nanos == null ? 0 : nanos;
    }

    @Override
    public synchronized void begin() {
        active = true;
        restart();
    }

    @Override
    public synchronized void end() {
        active = false;
        running.values().forEach(Cancellable::cancel);
        running.clear();
    }

    private synchronized void restart() {
        running.values().forEach(Cancellable::cancel);
        running.clear();
        states.get().sessions().all(Watches.NONE).value().forEach(this::renew);
    }

    /// Gives a session its full time again.
    public synchronized void renew(Session session) {
        long ttl = ttlNanos(session.ttl());
        if (active && ttl > 0) {
            schedule(session.id(), Duration.ofNanos(ttl).multipliedBy(GRACE), 0);
        }
    }

    private void schedule(String id, Duration delay, int attempt) {
        Cancellable timer = scheduler.after(delay, () -> executor.execute(() -> expire(id, attempt)));
        Cancellable before = running.put(id, timer);
        if (before != null) {
            before.cancel();
        }
    }

    /// How many sessions have a timer: a gauge.
    public synchronized int size() {
        return running.size();
    }

    @Override
    public void sessionCreated(Session session) {
        renew(session);
    }

    @Override
    public synchronized void sessionDestroyed(String id) {
        Cancellable timer = running.remove(id);
        if (timer != null) {
            timer.cancel();
        }
    }

    @Override
    public void replaced() {
        executor.execute(() -> {
            synchronized (this) {
                if (active) {
                    restart();
                }
            }
        });
    }

    private void expire(String id, int attempt) {
        synchronized (this) {
            if (!active || running.remove(id) == null) {
                return;
            }
        }
        LOG.debug("session TTL expired: session={}", id);
        SessionRequest destroy = new SessionRequest(
                datacenter, SessionRequest.DESTROY, Session.CODEC.zero().withId(id), "");
        CompletableFuture<@Nullable Object> done =
                writes.propose(Commands.encode(CommandType.SESSION, SessionRequest.CODEC, destroy));
        meter.follow(invalidated, done);
        var _ = done.whenComplete((_, failure) -> {
            if (failure != null) {
                retry(id, attempt + 1, failure);
            }
        });
    }

    private synchronized void retry(String id, int attempt, Throwable failure) {
        if (!active || running.containsKey(id)) {
            return;
        }
        if (attempt >= ATTEMPTS) {
            LOG.warn("maximum destroy attempts reached for session: session={}", id, failure);
            return;
        }
        schedule(id, FIRST_RETRY.multipliedBy(1L << (attempt - 1)), attempt);
    }
}
