package io.praetor.rpc;

import io.praetor.rpc.yamux.YamuxSettings;
import java.time.Duration;

/// How the pool keeps its connections (`rpc.md` §2).
///
/// @param dialTimeout     until a connection must stand
/// @param idleTimeout     after which a session without calls is closed
/// @param maxIdleStreams  streams of a session kept for the next call
/// @param maxCalls        calls to one server that may be under way or wait
/// @param maxReplyBytes   the longest reply
/// @param writePatience   how long a server may take nothing of what waits for it
public record PoolSettings(
        Duration dialTimeout,
        Duration idleTimeout,
        int maxIdleStreams,
        int maxCalls,
        int maxReplyBytes,
        Duration writePatience,
        YamuxSettings yamux) {
    /// Of a client agent.
    public static final PoolSettings CLIENT = new PoolSettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(127),
            32,
            32_768,
            512 << 20,
            Duration.ofSeconds(10),
            YamuxSettings.DEFAULT);

    /// Of a server.
    public static final PoolSettings SERVER = new PoolSettings(
            Duration.ofSeconds(10),
            Duration.ofMinutes(2),
            64,
            32_768,
            512 << 20,
            Duration.ofSeconds(10),
            YamuxSettings.DEFAULT);
}
