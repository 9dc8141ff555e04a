package io.praetor.server.limit;

import io.praetor.server.Ticker;

/// How often something may be done: `burst` times at once, and `rate` times a second in the long run.
public final class TokenBucket {
    private static final double NANOS = 1e9;

    private final Ticker ticker;
    private double rate;
    private double burst;
    private double tokens;
    private long filled;

    /// Full.
    ///
    /// @param rate a second; infinite: always
    public TokenBucket(double rate, int burst, Ticker ticker) {
        this.ticker = ticker;
        this.rate = rate;
        this.burst = burst;
        tokens = burst;
        filled = ticker.nanos();
    }

    /// Other limits from now on.
    public synchronized void configure(double newRate, int newBurst) {
        fill();
        rate = newRate;
        burst = newBurst;
        tokens = Math.min(tokens, burst);
    }

    /// Whether it may be done once more, now.
    public synchronized boolean take() {
        if (Double.isInfinite(rate)) {
            return true;
        }
        fill();
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    private void fill() {
        long now = ticker.nanos();
        if (!Double.isInfinite(rate)) {
            tokens = Math.min(burst, tokens + (now - filled) / NANOS * rate);
        }
        filled = now;
    }
}
