package io.praetor.agent.check;

import io.praetor.server.TimerWheel;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// Time that passes when a test says so, and a wheel that turns with it.
final class TestTime {
    private static final Duration STEP = Duration.ofMillis(10);
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong nanos = new AtomicLong(5_000_000_000L);
    final TimerWheel wheel = new TimerWheel(nanos::get);

    long nanos() {
        return nanos.get();
    }

    Instant now() {
        return BEGINNING.plusNanos(nanos.get());
    }

    /// Lets time pass in steps as small as the wheel's.
    void pass(Duration time) {
        Duration left = time;
        while (left.isPositive()) {
            Duration step = left.compareTo(STEP) < 0 ? left : STEP;
            nanos.addAndGet(step.toNanos());
            wheel.advance();
            left = left.minus(step);
        }
    }
}
