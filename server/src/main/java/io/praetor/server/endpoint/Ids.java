package io.praetor.server.endpoint;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Random UUIDs.
public final class Ids {
    private static final long VERSION_4 = 0x4000L;
    private static final long VERSION_MASK = ~0xF000L;
    private static final long VARIANT = 1L << 63;
    private static final long VARIANT_MASK = -1L >>> 2;

    private final RandomGenerator random;

    /// @param random hard to guess in production; need not be thread-safe, but nobody else may use it then
    public Ids(RandomGenerator random) {
        this.random = random;
    }

    /// One that was not given out before.
    public String next() {
        long high;
        long low;
        synchronized (random) {
            high = random.nextLong();
            low = random.nextLong();
        }
        return new UUID((high & VERSION_MASK) | VERSION_4, (low & VARIANT_MASK) | VARIANT).toString();
    }
}
