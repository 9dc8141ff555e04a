package io.praetor.agent.local;

import io.praetor.model.GoDuration;
import io.praetor.server.Cancellable;
import io.praetor.server.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes services one of whose checks has been critical for longer than it allows
/// (`deregister_critical_service_after`, `agent.md` §7).
public final class Reaper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);

    private final LocalState state;
    private final Registrar registrar;
    private final Settings settings;
    private final InstantSource clock;
    private final Scheduler scheduler;
    private final Executor executor;
    /// Guarded by this, like `closed`.
    private Cancellable timer = Cancellable.NONE;

    private boolean closed;

    /// @param interval how often it looks
    /// @param min      the shortest time a check may allow; shorter ones count as this
    public record Settings(Duration interval, Duration min) {
        /// Every 30 s, at least a minute.
        public static final Settings DEFAULT = new Settings(Duration.ofSeconds(30), Duration.ofMinutes(1));
    }

    /// @param executor removes; may wait
    public Reaper(
            LocalState state,
            Registrar registrar,
            Settings settings,
            InstantSource clock,
            Scheduler scheduler,
            Executor executor) {
        this.state = state;
        this.registrar = registrar;
        this.settings = settings;
        this.clock = clock;
        this.scheduler = scheduler;
        this.executor = executor;
    }

    /// Looks for the first time after an interval, then again and again.
    public synchronized void start() {
        if (!closed) {
            timer = scheduler.after(settings.interval(), () -> executor.execute(this::look));
        }
    }

    private void look() {
        try {
            reap();
        } catch (RuntimeException e) {
            LOG.error("failed to remove critical services", e);
        } finally {
            start();
        }
    }

    private void reap() {
        Instant now = clock.instant();
        Map<String, Long> due = new LinkedHashMap<>();
        for (CheckEntry entry : state.view().criticalChecks()) {
            long allowed = allowed(entry);
            Instant since = entry.criticalSince();
            if (allowed > 0 && since != null && Duration.between(since, now).compareTo(Duration.ofNanos(allowed)) > 0) {
                due.put(entry.check().serviceId(), allowed);
            }
        }
        due.forEach((serviceId, allowed) -> {
            LOG.atInfo()
                    .addKeyValue("service", serviceId)
                    .addKeyValue("longer_than", GoDuration.format(allowed))
                    .log("Deregistered service because a check of it was critical for too long");
            registrar.deregisterService(serviceId);
        });
    }

    private long allowed(CheckEntry entry) {
        if (entry.type() == null || entry.check().serviceId().isEmpty()) {
            return 0;
        }
        long asked = entry.type().deregisterCriticalServiceAfter();
        return asked <= 0 ? 0 : Math.max(asked, settings.min().toNanos());
    }

    @Override
    public synchronized void close() {
        closed = true;
        timer.cancel();
    }
}
