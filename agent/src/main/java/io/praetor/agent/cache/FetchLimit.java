package io.praetor.agent.cache;

/// A bucket of tokens: fetches take one each, time brings them back.
final class FetchLimit {
    private static final double NANOS = 1e9;

    private double tokens;
    private long seen;
    private boolean started;

    /// Takes a token, in advance if there is none.
    ///
    /// @return nanoseconds until the fetch may begin
    long reserve(CacheSettings settings, long now) {
        double rate = settings.fetchesPerSecond();
        if (Double.isInfinite(rate)) {
            return 0;
        }
        double gained = started ? (now - seen) / NANOS * rate : settings.burst();
        started = true;
        seen = now;
        tokens = Math.min(settings.burst(), tokens + gained) - 1;
        return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / rate * NANOS);
    }
}
