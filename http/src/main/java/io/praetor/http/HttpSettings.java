package io.praetor.http;

import java.time.Duration;
import java.util.List;

/// How the server treats connections.
///
/// @param listeners              where requests arrive
/// @param maxConnectionsPerClient `limits.http_max_conns_per_client`; 0: no limit
/// @param handshakeTimeout       `limits.https_handshake_timeout`
/// @param headTimeout            from the first byte of a request to the end of its headers
/// @param bodyTimeout            between two pieces of a body, and how long a client may leave an answer unread
/// @param threads                event loops
public record HttpSettings(
        List<Listener> listeners,
        int maxConnectionsPerClient,
        Duration handshakeTimeout,
        Duration headTimeout,
        Duration bodyTimeout,
        int threads) {
    /// How many connections one client may have by default.
    public static final int DEFAULT_MAX_CONNECTIONS_PER_CLIENT = 200;

    public HttpSettings {
        listeners = List.copyOf(listeners);
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ", expected at least 1");
        }
    }

    /// The defaults, for these listeners.
    public static HttpSettings of(List<Listener> listeners) {
        return new HttpSettings(
                listeners,
                DEFAULT_MAX_CONNECTIONS_PER_CLIENT,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Math.max(1, Runtime.getRuntime().availableProcessors()));
    }
}
