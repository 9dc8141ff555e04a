package io.praetor.rpc;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;

/// How many connections each client address has. Thread-safe.
final class ConnectionLimit {
    private final ConcurrentHashMap<InetAddress, Integer> counts = new ConcurrentHashMap<>();
    private volatile int limit;

    /// @param limit connections for each address; 0: no limit
    ConnectionLimit(int limit) {
        this.limit = limit;
    }

    void limit(int connections) {
        limit = connections;
    }

    /// Counts a connection unless there are too many.
    ///
    /// @return whether it was counted; then [#release] must follow
    boolean acquire(InetAddress client) {
        // also without a limit, because there may be one before this connection ends
        int most = limit <= 0 ? Integer.MAX_VALUE : limit;
        boolean[] counted = new boolean[1];
        counts.compute(client, (_, count) -> {
            int present = count == null ? 0 : count;
            counted[0] = present < most;
            return counted[0] ? Integer.valueOf(present + 1) : count;
        });
        return counted[0];
    }

    void release(InetAddress client) {
        counts.computeIfPresent(client, (_, count) -> count > 1 ? count - 1 : null);
    }
}
