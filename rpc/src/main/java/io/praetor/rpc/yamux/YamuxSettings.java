package io.praetor.rpc.yamux;

import java.time.Duration;

/// How a session behaves.
///
/// @param maxStreams        streams the other end may have open; more are reset
/// @param keepAliveInterval between an answered ping and the next
/// @param keepAliveTimeout  how long a ping may stay without answer
/// @param creditTimeout     how long the other end of a stream may give no credit for what waits to be sent on it
/// @param closeTimeout      how long the other end may leave a stream open that this end has closed
public record YamuxSettings(
        int maxStreams,
        Duration keepAliveInterval,
        Duration keepAliveTimeout,
        Duration creditTimeout,
        Duration closeTimeout) {
    /// The protocol's times, and room for a client agent with as many blocked reads as one has sockets.
    public static final YamuxSettings DEFAULT = new YamuxSettings(
            32_768, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5));
}
