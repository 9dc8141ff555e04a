package io.praetor.agent.cache;

import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Telemetry;

/// What the cache counts (`agent.md` §12).
record CacheFigures(
        Counter hits,
        Counter misses,
        Counter expiredMisses,
        Counter fetches,
        Counter failedFetches,
        Counter evictions) {
    static CacheFigures in(Telemetry telemetry) {
        return new CacheFigures(
                telemetry.counter("cache.hit"),
                telemetry.counter("cache.miss_new"),
                telemetry.counter("cache.miss_expired"),
                telemetry.counter("cache.fetch_success"),
                telemetry.counter("cache.fetch_error"),
                telemetry.counter("cache.evict_expired"));
    }
}
