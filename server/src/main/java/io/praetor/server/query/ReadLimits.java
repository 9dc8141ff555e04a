package io.praetor.server.query;

import java.time.Duration;

/// How long and how many reads may wait (`http-api.md` §2).
///
/// @param defaultWait  for reads that do not say (`default_query_time`)
/// @param longestWait  what longer wishes become (`max_query_time`)
/// @param mostParked   reads that wait at a time; further ones are refused
public record ReadLimits(Duration defaultWait, Duration longestWait, int mostParked) {
    /// 5 minutes, 10 minutes, a million.
    public static final ReadLimits DEFAULT = new ReadLimits(Duration.ofMinutes(5), Duration.ofMinutes(10), 1_000_000);

    /// Nanoseconds a read that wishes this waits, before jitter.
    public long nanos(Duration wish) {
        if (wish.isZero() || wish.isNegative()) {
            return defaultWait.toNanos();
        }
        return (wish.compareTo(longestWait) > 0 ? longestWait : wish).toNanos();
    }
}
