package io.praetor.server.testing;

import io.praetor.server.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Elapsed time that passes when a test says so.
public final class ManualTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong(7_000_000_000L);

    @Override
    public long nanos() {
        return nanos.get();
    }

    public void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
