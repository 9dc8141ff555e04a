package io.praetor.cli.tls;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// When a certificate made now holds.
///
/// @param from a little before now: the clocks of other machines may be late
record Validity(Instant from, Instant until) {
    private static final Duration LATE_CLOCKS = Duration.ofMinutes(1);

    /// @param days at least one
    static Validity of(Instant now, int days) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        return new Validity(second.minus(LATE_CLOCKS), second.plus(Duration.ofDays(days)));
    }
}
