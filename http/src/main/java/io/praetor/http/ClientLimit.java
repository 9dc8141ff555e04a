package io.praetor.http;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;

/// How many connections each client address has. Thread-safe.
final class ClientLimit {
    private volatile int limit;
    private final ConcurrentHashMap<InetAddress, Integer> counts = new ConcurrentHashMap<>();

    /// @param limit connections per address; 0: no limit
    ClientLimit(int limit) {
        this.limit = limit;
    }

    /// Changes the limit; connections that exist stay.
    void limit(int connections) {
        limit = connections;
    }

    /// Counts a connection, unless its client has too many already.
    ///
    /// @return whether it was counted; then [#release] must follow
    boolean acquire(InetAddress client) {
        // also without a limit, because there may be one before this connection ends
        int most = limit == 0 ? Integer.MAX_VALUE : limit;
        boolean[] counted = new boolean[1];
        counts.compute(client, (address, count) -> {
            int present = count == null ? 0 : count;
            counted[0] = present < most;
            return counted[0] ? Integer.valueOf(present + 1) : count;
        });
        return counted[0];
    }

    /// A counted connection is gone.
    void release(InetAddress client) {
        counts.computeIfPresent(client, (address, count) -> count > 1 ? count - 1 : null);
    }

    /// How many addresses are remembered.
    int clients() {
        return counts.size();
    }
}
