package io.praetor.agent.local;

import io.praetor.server.Cancellable;
import io.praetor.server.Scheduler;
import io.praetor.server.TimerWheel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Time that stands still until a test moves it.
public final class TestTime implements Scheduler, InstantSource {
    /// Fine enough that what a timer starts is started in order.
    private static final Duration STEP = Duration.ofMillis(500);

    private long nanos;
    private final TimerWheel wheel = new TimerWheel(() -> nanos);
    private final Instant begin = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
        return begin.plusNanos(nanos);
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        return wheel.after(delay, task);
    }

    /// Lets time pass.
    public void pass(Duration duration) {
        long until = nanos + duration.toNanos();
        while (nanos < until) {
            nanos = Math.min(until, nanos + STEP.toNanos());
            wheel.advance();
        }
        wheel.advance();
    }
}
