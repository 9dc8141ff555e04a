package io.praetor.agent.enrol;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait after failures in a row: a second, then twice as long each time, 10 minutes at most; by chance up
/// to a quarter longer, so that agents that failed together do not come back together.
final class Backoff {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 10;

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /// After another failure.
    Duration next() {
        Duration base = SHORTEST.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        if (base.compareTo(LONGEST) > 0) {
            base = LONGEST;
        }
        return base.plusNanos(random.nextLong(base.toNanos() / 4 + 1));
    }

    /// It worked.
    void reset() {
        failures = 0;
    }
}
