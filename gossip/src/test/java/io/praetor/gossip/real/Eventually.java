package io.praetor.gossip.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/// Looks until it is right.
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Eventually() {}

    /// The first right answer; fails with the last one when none comes.
    static <T> T see(Callable<T> look, Predicate<T> right) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        T last = look.call();
        while (!right.test(last)) {
            assertThat(System.nanoTime()).as("still %s", last).isLessThan(deadline);
            Thread.sleep(50);
            last = look.call();
        }
        return last;
    }
}
