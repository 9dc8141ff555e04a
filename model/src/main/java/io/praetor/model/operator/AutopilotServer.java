package io.praetor.model.operator;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.time.Instant;

/// How autopilot sees one server.
///
/// @param nodeStatus  what gossip says: `alive`, `failed`, `left` and so on
/// @param lastContact nanoseconds
/// @param status      `leader`, `voter` or `non-voter`
/// @param nodeType    `voter` or `read-replica`
public record AutopilotServer(
        String id,
        String name,
        String address,
        String nodeStatus,
        String version,
        long lastContact,
        long lastTerm,
        long lastIndex,
        boolean healthy,
        Instant stableSince,
        boolean readReplica,
        String status,
        String nodeType) {

    /// How it travels.
    public static final StructCodec<AutopilotServer> CODEC = StructCodec.<AutopilotServer>of("AutopilotServer")
            .field("ID", Codecs.TEXT, AutopilotServer::id)
            .field("Name", Codecs.TEXT, AutopilotServer::name)
            .field("Address", Codecs.TEXT, AutopilotServer::address)
            .field("NodeStatus", Codecs.TEXT, AutopilotServer::nodeStatus)
            .field("Version", Codecs.TEXT, AutopilotServer::version)
            .field("LastContact", Codecs.DURATION_TEXT, AutopilotServer::lastContact)
            .field("LastTerm", Codecs.UINT64, AutopilotServer::lastTerm)
            .field("LastIndex", Codecs.UINT64, AutopilotServer::lastIndex)
            .field("Healthy", Codecs.BOOL, AutopilotServer::healthy)
            .field("StableSince", Codecs.TIME, AutopilotServer::stableSince)
            .field("ReadReplica", Codecs.BOOL, AutopilotServer::readReplica)
            .omitEmpty()
            .field("Status", Codecs.TEXT, AutopilotServer::status)
            .field("NodeType", Codecs.TEXT, AutopilotServer::nodeType)
            .build(v -> new AutopilotServer(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next(), v.next()));

    static AutopilotServer of(ServerHealth health) {
        return new AutopilotServer(
                health.id(),
                health.name(),
                health.address(),
                health.serfStatus().word(),
                health.version(),
                health.lastContact(),
                health.lastTerm(),
                health.lastIndex(),
                health.healthy(),
                health.stableSince(),
                !health.voter(),
                health.leader() ? "leader" : health.voter() ? "voter" : "non-voter",
                health.voter() ? "voter" : "read-replica");
    }
}
