package io.praetor.agent.check;

import io.praetor.agent.check.probe.Finding;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.server.Cancellable;
import io.praetor.server.Scheduler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A check that is told how things are, and becomes critical when it is told nothing for its time to live.
final class TtlCheck implements RunningCheck {
    private final Duration ttl;
    private final int limit;
    private final Scheduler scheduler;
    private final InstantSource clock;
    private final PeriodicCheck.Outlet outlet;
    private Cancellable timer = Cancellable.NONE;
    private String lastOutput = "";
    private int updates;
    private boolean running;

    /// @param limit bytes of output to keep
    TtlCheck(Duration ttl, int limit, Scheduler scheduler, InstantSource clock, PeriodicCheck.Outlet outlet) {
        this.ttl = ttl;
        this.limit = limit;
        this.scheduler = scheduler;
        this.clock = clock;
        this.outlet = outlet;
    }

    @Override
    public synchronized void start() {
        running = true;
        expireAfter(ttl);
    }

    private void expireAfter(Duration time) {
        timer.cancel();
        int expected = ++updates;
        timer = scheduler.after(time, () -> expired(expected));
    }

    private void expired(int expected) {
        String output;
        synchronized (this) {
            if (!running || expected != updates) {
                // told in the very moment
                return;
            }
            output = lastOutput.isEmpty()
                    ? "TTL expired"
                    : "TTL expired (last output before timeout follows): " + lastOutput;
        }
        outlet.tell(new Finding(HealthCheck.CRITICAL, output, true));
    }

    /// @return what it holds now
    TtlState update(String status, String output) {
        TtlState now;
        synchronized (this) {
            lastOutput = cut(output, limit);
            now = new TtlState(status, lastOutput, clock.instant().plus(ttl));
            if (running) {
                expireAfter(ttl);
            }
        }
        outlet.tell(new Finding(status, now.output(), true));
        return now;
    }

    /// Takes over what it held in an earlier life of the agent.
    synchronized void restore(String output, Instant expires) {
        lastOutput = cut(output, limit);
        if (running) {
            Duration left = Duration.between(clock.instant(), expires);
            expireAfter(left.compareTo(ttl) > 0 ? ttl : left.isNegative() ? Duration.ZERO : left);
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        timer.cancel();
    }

    /// An output that is too long, with a word on how much was cut.
    static String cut(String output, int limit) {
        byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= limit
                ? output
                : new String(bytes, 0, limit, StandardCharsets.UTF_8) + " ... (captured " + limit + " of "
                        + bytes.length + " bytes)";
    }
}
