package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import io.praetor.model.IpText;
import io.praetor.model.Version;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.raft.PeerAddress;
import io.praetor.raft.RaftSettings;
import io.praetor.server.acl.DefaultPolicy;
import io.praetor.server.assembly.AclSettings;
import io.praetor.server.assembly.ServerConfig;
import io.praetor.server.query.ReadLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// Translates configuration into the settings of a server.
final class ServerSettings {
    /// Coordinates are written nearly at once in dev mode, so that a person sees them.
    private static final Duration DEV_COORDINATE_PERIOD = Duration.ofMillis(100);

    private ServerSettings() {}

    static ServerConfig of(AgentConfig config, String nodeId) {
        AgentConfig.Node node = config.node();
        ServerConfig.Identity identity = new ServerConfig.Identity(
                node.name(),
                nodeId,
                node.datacenter(),
                IpText.of(config.network().advertiseLan()),
                config.ports().server(),
                Version.FULL,
                node.taggedAddresses(),
                meta(node));
        Path directory = config.dataDirectory();
        Path scratch = directory == null ? Path.of(System.getProperty("java.io.tmpdir", "/tmp")) : directory;
        AgentConfig.Reads reads = config.reads();
        ServerConfig settings = ServerConfig.of(identity, raft(config, nodeId), scratch)
                .withHoldTimeout(reads.rpcHoldTimeout())
                .withReadLimits(
                        new ReadLimits(reads.defaultQueryTime(), reads.maxQueryTime(), ReadLimits.DEFAULT.mostParked()))
                .withMinSessionTtl(reads.sessionTtlMin())
                .withAutopilot(autopilot(config.autopilot()))
                .withBootstrapExpect(config.server().bootstrapExpect())
                .withAcl(acl(config))
                .withMesh(MeshPlan.of(config));
        return config.devMode() ? settings.withCoordinatePeriod(DEV_COORDINATE_PERIOD) : settings;
    }

    private static AclSettings acl(AgentConfig config) {
        AgentConfig.Acl acl = config.acl();
        return acl.enabled()
                ? new AclSettings(
                        true,
                        DefaultPolicy.of(acl.defaultPolicy()),
                        acl.enableKeyListPolicy(),
                        acl.tokens().initialManagement(),
                        acl.dryRun(),
                        config.dataDirectory())
                : AclSettings.OFF;
    }

    /// The segment is there although segments are not: clients of the original look for it.
    static Map<String, String> meta(AgentConfig.Node node) {
        Map<String, String> meta = new TreeMap<>(node.meta());
        meta.put("consul-network-segment", "");
        return meta;
    }

    private static RaftSettings raft(AgentConfig config, String nodeId) {
        PeerAddress self = new PeerAddress(
                nodeId,
                IpText.of(config.network().advertiseLan(), config.ports().server()));
        Path directory = config.dataDirectory();
        if (directory == null) {
            return RaftSettings.inMemory(self);
        }
        RaftSettings defaults = RaftSettings.durable(
                self, directory.resolve("raft"), config.server().bootstrap());
        AgentConfig.Raft raft = config.raft();
        return new RaftSettings(
                self,
                defaults.directory(),
                defaults.bootstrap(),
                Duration.ofSeconds(raft.multiplier()),
                raft.snapshotThreshold(),
                defaults.snapshotThresholdBytes(),
                raft.snapshotInterval(),
                raft.trailingLogs(),
                defaults.segmentBytes());
    }

    private static AutopilotConfig autopilot(AgentConfig.Autopilot config) {
        return new AutopilotConfig(
                config.cleanupDeadServers(),
                config.lastContactThreshold().toNanos(),
                config.maxTrailingLogs(),
                config.minQuorum(),
                config.serverStabilizationTime().toNanos(),
                "",
                false,
                "",
                0,
                0);
    }
}
