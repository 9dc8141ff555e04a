package io.praetor.server.limit;

import io.praetor.server.Ticker;

/// What is left of the limits for reads and writes.
record Buckets(TokenBucket reads, TokenBucket writes) {
    /// So many seconds' worth may come at once.
    private static final int BURST_SECONDS = 10;

    static Buckets of(LimitSettings.Rates rates, Ticker ticker) {
        return new Buckets(bucket(rates.reads(), ticker), bucket(rates.writes(), ticker));
    }

    private static TokenBucket bucket(double rate, Ticker ticker) {
        return new TokenBucket(rate, burst(rate), ticker);
    }

    /// A rate below one in ten seconds still lets one pass at a time; none at all lets none.
    private static int burst(double rate) {
        return rate <= 0 ? 0 : (int) Math.clamp(rate * BURST_SECONDS, 1, Integer.MAX_VALUE);
    }

    boolean take(boolean write) {
        return (write ? writes : reads).take();
    }
}
