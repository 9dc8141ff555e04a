package io.praetor.server.assembly;

import io.praetor.model.operator.AutopilotConfig;
import io.praetor.raft.RaftSettings;
import io.praetor.server.leader.AutopilotDefaults;
import io.praetor.server.query.ReadLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// How one server is set up.
///
/// @param identity         who it is
/// @param raft             how it takes part in the log; its `self` is this server
/// @param scratch          a folder for what does not fit in memory
/// @param holdTimeout      how long requests wait for a leader (`rpc_hold_timeout`)
/// @param readLimits       how long and how many reads wait
/// @param minSessionTtl    the shortest TTL of a session (`session_ttl_min`)
/// @param coordinatePeriod between writes of coordinates
/// @param autopilot        what a cluster without an autopilot configuration gets
/// @param healthPeriod     between autopilot's looks at the servers
/// @param bootstrapExpect  how many servers begin a cluster together; 0 when this one waits to be taken into one, or
///     begins alone (`raft.bootstrap`)
/// @param acl              how it controls access
/// @param mesh             whether and how it has certificates signed
public record ServerConfig(
        Identity identity,
        RaftSettings raft,
        Path scratch,
        Duration holdTimeout,
        ReadLimits readLimits,
        Duration minSessionTtl,
        Duration coordinatePeriod,
        AutopilotConfig autopilot,
        Duration healthPeriod,
        int bootstrapExpect,
        AclSettings acl,
        MeshSettings mesh) {
    /// Who a server is.
    ///
    /// @param nodeId          a UUID, kept for the life of the data
    /// @param address         the IP address others reach it at
    /// @param port            of the server
    /// @param version         of the program
    /// @param taggedAddresses what the catalog says of the node until its agent does
    /// @param nodeMeta        likewise
    public record Identity(
            String nodeName,
            String nodeId,
            String datacenter,
            String address,
            int port,
            String version,
            Map<String, String> taggedAddresses,
            Map<String, String> nodeMeta) {}

    /// The settings of a production server.
    public static ServerConfig of(Identity identity, RaftSettings raft, Path scratch) {
        return new ServerConfig(
                identity,
                raft,
                scratch,
                Duration.ofSeconds(7),
                ReadLimits.DEFAULT,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                AutopilotDefaults.CONFIG,
                Duration.ofSeconds(2),
                0,
                AclSettings.OFF,
                MeshSettings.OFF);
    }

    /// The same with coordinates written nearly at once, as `-dev` has it.
    public ServerConfig withCoordinatePeriod(Duration period) {
        return new ServerConfig(
                identity,
                raft,
                scratch,
                holdTimeout,
                readLimits,
                minSessionTtl,
                period,
                autopilot,
                healthPeriod,
                bootstrapExpect,
                acl,
                mesh);
    }

    /// The same with these limits.
    public ServerConfig withReadLimits(ReadLimits limits) {
        return new ServerConfig(
                identity,
                raft,
                scratch,
                holdTimeout,
                limits,
                minSessionTtl,
                coordinatePeriod,
                autopilot,
                healthPeriod,
                bootstrapExpect,
                acl,
                mesh);
    }

    /// The same with this shortest TTL of a session.
    public ServerConfig withMinSessionTtl(Duration ttl) {
        return new ServerConfig(
                identity,
                raft,
                scratch,
                holdTimeout,
                readLimits,
                ttl,
                coordinatePeriod,
                autopilot,
                healthPeriod,
                bootstrapExpect,
                acl,
                mesh);
    }

    /// The same with requests waiting this long for a leader.
    public ServerConfig withHoldTimeout(Duration timeout) {
        return new ServerConfig(
                identity,
                raft,
                scratch,
                timeout,
                readLimits,
                minSessionTtl,
                coordinatePeriod,
                autopilot,
                healthPeriod,
                bootstrapExpect,
                acl,
                mesh);
    }

    /// The same with this initial autopilot configuration.
    public ServerConfig withAutopilot(AutopilotConfig config) {
        return new ServerConfig(
                identity,
                raft,
                scratch,
                holdTimeout,
                readLimits,
                minSessionTtl,
                coordinatePeriod,
                config,
                healthPeriod,
                bootstrapExpect,
                acl,
                mesh);
    }

    /// The same with autopilot looking so often.
    public ServerConfig withHealthPeriod(Duration period) {
        return new ServerConfig(
                identity,
                raft,
                scratch,
                holdTimeout,
                readLimits,
                minSessionTtl,
                coordinatePeriod,
                autopilot,
                period,
                bootstrapExpect,
                acl,
                mesh);
    }

    /// The same, beginning a cluster with so many servers.
    public ServerConfig withBootstrapExpect(int servers) {
        return new ServerConfig(
                identity,
                raft,
                scratch,
                holdTimeout,
                readLimits,
                minSessionTtl,
                coordinatePeriod,
                autopilot,
                healthPeriod,
                servers,
                acl,
                mesh);
    }

    /// The same, controlling access like this.
    public ServerConfig withAcl(AclSettings settings) {
        return new ServerConfig(
                identity,
                raft,
                scratch,
                holdTimeout,
                readLimits,
                minSessionTtl,
                coordinatePeriod,
                autopilot,
                healthPeriod,
                bootstrapExpect,
                settings,
                mesh);
    }

    /// The same, taking part in a mesh like this.
    public ServerConfig withMesh(MeshSettings settings) {
        return new ServerConfig(
                identity,
                raft,
                scratch,
                holdTimeout,
                readLimits,
                minSessionTtl,
                coordinatePeriod,
                autopilot,
                healthPeriod,
                bootstrapExpect,
                acl,
                settings);
    }
}
