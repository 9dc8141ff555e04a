package io.praetor.agent;

import io.praetor.agent.ProcessEvents.Event;
import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.GossipKey;
import io.praetor.agent.config.IpText;
import io.praetor.http.HttpServer;
import io.praetor.http.v1.ApiRoutes;
import io.praetor.http.v1.ApiSettings;
import io.praetor.model.Version;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.raft.LoopbackTransport;
import io.praetor.raft.PeerAddress;
import io.praetor.raft.RaftSettings;
import io.praetor.raft.RaftStartException;
import io.praetor.server.assembly.Seams;
import io.praetor.server.assembly.Server;
import io.praetor.server.assembly.ServerConfig;
import io.praetor.server.query.ReadLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An agent that is a server, built from its parts: a list to read from top to bottom.
final class Agent implements RunningAgent {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    /// Coordinates are written nearly at once in dev mode, so that a person sees them.
    private static final Duration DEV_COORDINATE_PERIOD = Duration.ofMillis(100);

    private final Server server;
    private final HttpServer http;
    private boolean closed;

    private Agent(Server server, HttpServer http) {
        this.server = server;
        this.http = http;
    }

    /// Builds an agent and sets it going; its API answers when this returns.
    ///
    /// @param events hears when the agent has left or cannot go on
    /// @throws StartException with one line for the user; then nothing is left running
    static Agent start(AgentConfig config, NodeId id, Seams seams, ProcessEvents events) throws StartException {
        checkForServer(config);
        FrontDoor front = new FrontDoor(config);
        front.probe();
        prepareDirectory(config, id);
        Server server = startServer(config, id, seams, events);
        try {
            LoneMember member = new LoneMember(config, id.text(), server::stats, () -> {
                server.leave().join();
                events.add(new Event.Left());
            });
            HttpServer http = front.open(ApiRoutes.of(server, member, api(config)), seams.clock(), seams.ticker());
            http.addresses().forEach(Agent::announce);
            return new Agent(server, http);
        } catch (StartException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static void announce(SocketAddress address) {
        boolean inet = address instanceof InetSocketAddress;
        String shown =
                address instanceof InetSocketAddress ip ? IpText.of(ip.getAddress(), ip.getPort()) : address.toString();
        LOG.atInfo()
                .addKeyValue("address", shown)
                .addKeyValue("network", inet ? "tcp" : "unix")
                .log("Started HTTP server");
    }

    private static void checkForServer(AgentConfig config) throws StartException {
        GossipKey key = config.gossip().key();
        if (key != null && !key.isAesKey()) {
            throw new StartException("Failed to configure keyring: key size must be 16, 24 or 32 bytes", null);
        }
        String policy = config.acl().defaultPolicy();
        if (config.acl().enabled() && !policy.equals("allow") && !policy.equals("deny")) {
            throw new StartException("Failed to start Consul server: Unsupported default ACL policy: " + policy, null);
        }
        NotYet.refuse(config);
        List<String> idle = NotYet.withoutEffect(config);
        if (!idle.isEmpty()) {
            LOG.atWarn().addKeyValue("keys", String.join(",", idle)).log("Settings without effect in this version");
        }
    }

    /// From here on the disk changes.
    private static void prepareDirectory(AgentConfig config, NodeId id) throws StartException {
        Path directory = config.dataDirectory();
        if (directory == null) {
            return;
        }
        try {
            Files.createDirectories(directory);
            if (!id.stored()) {
                id.store(directory);
            }
        } catch (IOException e) {
            throw new StartException("Failed to prepare the data directory: " + Reasons.of(e), e);
        }
    }

    private static Server startServer(AgentConfig config, NodeId id, Seams seams, ProcessEvents events)
            throws StartException {
        AgentConfig.Node node = config.node();
        ServerConfig.Identity identity = new ServerConfig.Identity(
                node.name(),
                id.text(),
                node.datacenter(),
                IpText.of(config.network().advertiseLan()),
                config.ports().server(),
                Version.FULL,
                node.taggedAddresses(),
                meta(node));
        Path directory = config.dataDirectory();
        Path scratch = directory == null ? Path.of(System.getProperty("java.io.tmpdir", "/tmp")) : directory;
        AgentConfig.Reads reads = config.reads();
        ServerConfig settings = ServerConfig.of(identity, raft(config, id), scratch)
                .withHoldTimeout(reads.rpcHoldTimeout())
                .withReadLimits(
                        new ReadLimits(reads.defaultQueryTime(), reads.maxQueryTime(), ReadLimits.DEFAULT.mostParked()))
                .withMinSessionTtl(reads.sessionTtlMin())
                .withAutopilot(autopilot(config.autopilot()));
        if (config.devMode()) {
            settings = settings.withCoordinatePeriod(DEV_COORDINATE_PERIOD);
        }
        try {
            // the only server there is needs no network; the transport over the server port comes with clusters
            return Server.start(
                    settings,
                    seams,
                    new LoopbackTransport.Network().transport(),
                    cause -> events.add(new Event.Failed(cause)));
        } catch (RaftStartException e) {
            throw new StartException("Failed to start Consul server: " + e.getMessage(), e);
        }
    }

    /// The segment is there although segments are not: clients of the original look for it.
    static Map<String, String> meta(AgentConfig.Node node) {
        Map<String, String> meta = new TreeMap<>(node.meta());
        meta.put("consul-network-segment", "");
        return meta;
    }

    private static RaftSettings raft(AgentConfig config, NodeId id) {
        PeerAddress self = new PeerAddress(
                id.text(),
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

    private static ApiSettings api(AgentConfig config) {
        String token = config.acl().defaultToken();
        return new ApiSettings(
                config.node().datacenter(),
                config.node().name(),
                () -> token,
                config.reads().discoveryMaxStale(),
                config.http().kvMaxValueSize(),
                config.http().txnMaxReqLen());
    }

    @Override
    public void leave() {
        try {
            server.leave().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            http.close();
        } finally {
            server.close();
        }
    }
}
