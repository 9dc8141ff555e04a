package io.praetor.http;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;

/// How many connections each client address has. Thread-safe.
final class ClientLimit {
    private final int limit;
    private final ConcurrentHashMap<InetAddress, Integer> counts = new ConcurrentHashMap<>();

    /// @param limit connections per address; 0: no limit
    ClientLimit(int limit) {
        this.limit = limit;
    }

    /// Counts a connection, unless its client has too many already.
    ///
    /// @return whether it was counted; then [#release] must follow
    boolean acquire(InetAddress client) {
        if (limit == 0) {
            return true;
        }
        boolean[] counted = new boolean[1];
        counts.compute(client, (address, count) -> {
            int present = count == null ? 0 : count;
            counted[0] = present < limit;
            return counted[0] ? Integer.valueOf(present + 1) : count;
        });
        return counted[0];
    }

    /// A counted connection is gone.
    void release(InetAddress client) {
        if (limit > 0) {
            counts.computeIfPresent(client, (address, count) -> count > 1 ? count - 1 : null);
        }
    }

    /// How many addresses are remembered.
    int clients() {
        return counts.size();
    }
}
