package io.praetor.agent.leaf;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/// When a certificate is renewed: at a random moment that leaves time to try again, and that differs from agent to
/// agent.
final class LeafTimes {
    /// Within which agents renew that have the same reason at the same time.
    static final Duration WINDOW = Duration.ofSeconds(30);

    private static final Duration SHORT_LIVED = Duration.ofMinutes(10);

    private LeafTimes() {}

    /// How long to wait: until between 60 % and 90 % of the life.
    ///
    /// @param someOf a random part of a duration
    static Duration untilRenewal(Instant from, Instant until, Instant now, UnaryOperator<Duration> someOf) {
        Duration life = Duration.between(from, until);
        Instant last = from.plus(life.multipliedBy(9).dividedBy(10));
        if (life.compareTo(SHORT_LIVED) < 0 || !now.isBefore(last)) {
            return Duration.ZERO;
        }
        Instant first = from.plus(life.multipliedBy(6).dividedBy(10));
        Instant begin = first.isAfter(now) ? first : now;
        return Duration.between(now, begin).plus(someOf.apply(Duration.between(begin, last)));
    }
}
