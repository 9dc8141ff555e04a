package io.praetor.rpc;

import io.praetor.rpc.yamux.YamuxSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// How the server port treats connections.
///
/// A request's body is one write at most: the longest legal one is a transaction or a configuration entry within Raft's
/// longest command (8 MiB), and a value may be written less compactly by another codec; hence 16 MiB.
///
/// @param addresses              where to listen; port 0 takes a free one
/// @param handshakeTimeout       `limits.rpc_handshake_timeout`: until the first byte
/// @param maxConnectionsPerClient `limits.rpc_max_conns_per_client`; 0: no limit
/// @param maxRequestBytes        the longest body of a request
/// @param maxBufferedPerConnection bytes of requests, arriving or not yet answered, that one connection may hold; a
///     stream that needs more is reset
/// @param maxRepliesPerConnection bytes of answers that may wait for one connection's peer to take them; once they are
///     reached, the stream of the next answer is reset
/// @param maxBuffered            the same for all connections together
/// @param writePatience          how long a peer may take nothing of what waits for it
/// @param yamux                  of the multiplexed connections
public record ServerPortSettings(
        List<InetSocketAddress> addresses,
        Duration handshakeTimeout,
        int maxConnectionsPerClient,
        int maxRequestBytes,
        long maxBufferedPerConnection,
        long maxRepliesPerConnection,
        long maxBuffered,
        Duration writePatience,
        YamuxSettings yamux) {
    private static final int MIB = 1 << 20;

    public ServerPortSettings {
        addresses = List.copyOf(addresses);
    }

    /// The defaults, for these addresses.
    public static ServerPortSettings of(List<InetSocketAddress> addresses) {
        return new ServerPortSettings(
                addresses,
                Duration.ofSeconds(5),
                100,
                16 * MIB,
                64L * MIB,
                256L * MIB,
                256L * MIB,
                Duration.ofSeconds(10),
                YamuxSettings.DEFAULT);
    }

    /// With other `limits.rpc_*`.
    public ServerPortSettings withLimits(Duration handshake, int connectionsPerClient) {
        return new ServerPortSettings(
                addresses,
                handshake,
                connectionsPerClient,
                maxRequestBytes,
                maxBufferedPerConnection,
                maxRepliesPerConnection,
                maxBuffered,
                writePatience,
                yamux);
    }
}
