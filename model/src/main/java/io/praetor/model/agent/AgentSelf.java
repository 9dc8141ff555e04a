package io.praetor.model.agent;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.coordinate.Coordinate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer to "who are you" (`GET /v1/agent/self`).
///
/// @param debugConfig the whole running configuration by its names in the original, secrets hidden
/// @param coord this agent's place in the network; null while coordinates are off
/// @param stats groups of counters as texts
/// @param meta the node's metadata
public record AgentSelf(
        Config config,
        @Nullable Map<String, @Nullable Object> debugConfig,
        @Nullable Coordinate coord,
        AgentMember member,
        @Nullable Map<String, @Nullable Map<String, String>> stats,
        @Nullable Map<String, String> meta) {

    /// How it travels.
    public static final StructCodec<AgentSelf> CODEC = StructCodec.<AgentSelf>of("Self")
            .field("Config", Config.CODEC, AgentSelf::config)
            .field("DebugConfig", Codecs.ANY_MAP, AgentSelf::debugConfig)
            .field("Coord", Codecs.pointer(Coordinate.CODEC), AgentSelf::coord)
            .field("Member", AgentMember.CODEC, AgentSelf::member)
            .field("Stats", Codecs.map(Codecs.TEXT_MAP), AgentSelf::stats)
            .field("Meta", Codecs.TEXT_MAP, AgentSelf::meta)
            .build(v -> new AgentSelf(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// The settings people ask for most.
    public record Config(
            String datacenter, String nodeName, String nodeId, String revision, boolean server, String version) {
        /// How it travels.
        public static final StructCodec<Config> CODEC = StructCodec.<Config>of("Config")
                .field("Datacenter", Codecs.TEXT, Config::datacenter)
                .field("NodeName", Codecs.TEXT, Config::nodeName)
                .field("NodeID", Codecs.TEXT, Config::nodeId)
                .field("Revision", Codecs.TEXT, Config::revision)
                .field("Server", Codecs.BOOL, Config::server)
                .field("Version", Codecs.TEXT, Config::version)
                .build(v -> new Config(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
    }
}
