package io.praetor.server.testing;

import io.praetor.gossip.consul.ServerTags;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.model.operator.RaftConfigurationResponse;
import io.praetor.model.operator.ServerStats;
import io.praetor.raft.LoopbackTransport;
import io.praetor.raft.PeerAddress;
import io.praetor.raft.RaftSettings;
import io.praetor.raft.RaftStartException;
import io.praetor.server.assembly.Neighbours;
import io.praetor.server.assembly.Seams;
import io.praetor.server.assembly.Server;
import io.praetor.server.assembly.ServerConfig;
import io.praetor.server.cluster.PortRaftTransport;
import io.praetor.server.cluster.RpcServerCalls;
import io.praetor.server.cluster.ServerCalls;
import io.praetor.server.cluster.ServerTable;
import io.praetor.server.endpoint.EventFire;
import io.praetor.server.endpoint.Keyring;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.routing.Forwarding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Several servers in this JVM, with a gossip that the test drives.
public final class TestDatacenter implements AutoCloseable {
    /// So long that a machine that stands still for a moment is not taken for a leader's silence. New clusters, and
    /// those whose leader ends or hands over, do not wait for it.
    private static final Duration ELECTION = Duration.ofSeconds(5);

    private static final Duration LIMIT = Duration.ofSeconds(60);

    public final FakeGossip gossip = new FakeGossip();
    public final LoopbackTransport.Network network = new LoopbackTransport.Network();
    private final Map<String, Server> servers = new ConcurrentSkipListMap<>();
    private final Map<String, TestPort> ports = new ConcurrentSkipListMap<>();
    private final Path directory;
    private final boolean overPorts;
    private final Duration election;

    public TestDatacenter(Path directory) {
        this(directory, false, ELECTION);
    }

    /// @param overPorts whether servers speak to each other over real server ports
    /// @param election  election timeout
    public TestDatacenter(Path directory, boolean overPorts, Duration election) {
        this.directory = directory;
        this.overPorts = overPorts;
        this.election = election;
    }

    /// The node ID of a server by its name, `n1` to `n9`.
    public static String id(String name) {
        return "00000000-0000-0000-0000-00000000000" + name.charAt(1);
    }

    private int port(String name) {
        TestPort open = ports.get(name);
        return open == null ? 21600 + name.charAt(1) - '0' : open.number();
    }

    public String address(String name) {
        return "127.0.0.1:" + port(name);
    }

    /// Autopilot that promotes and cleans up at its next look.
    public static AutopilotConfig quickAutopilot() {
        return new AutopilotConfig(true, 10_000_000_000L, 250, 0, 0, "", false, "", 0, 0);
    }

    /// Starts a server on its directory, and lets gossip know of it.
    public Server start(String name, UnaryOperator<ServerConfig> settings, Map<String, String> moreTags)
            throws RaftStartException, IOException {
        return start(name, id(name), false, settings, moreTags);
    }

    /// @param bootstrap whether it begins a cluster alone
    public Server start(
            String name,
            String id,
            boolean bootstrap,
            UnaryOperator<ServerConfig> settings,
            Map<String, String> moreTags)
            throws RaftStartException, IOException {
        TestPort port = overPorts ? new TestPort() : null;
        if (port != null) {
            ports.put(name, port);
        }
        Map<String, String> tags = FakeGossip.server(id, port(name));
        tags.putAll(moreTags);
        ServerConfig.Identity identity =
                new ServerConfig.Identity(name, id, "dc1", "127.0.0.1", port(name), "1.9.0", Map.of(), Map.of());
        RaftSettings production =
                RaftSettings.durable(new PeerAddress(id, address(name)), directory.resolve(id), bootstrap);
        RaftSettings raft = new RaftSettings(
                production.self(),
                production.directory(),
                bootstrap,
                election,
                production.snapshotThresholdEntries(),
                production.snapshotThresholdBytes(),
                production.snapshotCheckInterval(),
                production.trailingLogs(),
                1 << 20);
        ServerConfig config = settings.apply(ServerConfig.of(identity, raft, directory)
                .withAutopilot(quickAutopilot())
                .withHoldTimeout(LIMIT)
                .withHealthPeriod(Duration.ofMillis(100)));
        gossip.join(name, "127.0.0.1", tags);
        ServerTable table = new ServerTable("dc1", gossip);
        Neighbours neighbours = port == null
                ? new Neighbours(gossip, table, network.transport(), new Calls())
                : new Neighbours(
                        gossip, table, new PortRaftTransport(port.links(), table), new RpcServerCalls(port.client()));
        Forwarding forwarding = port == null
                ? Forwarding.NONE
                : new Forwarding(table::rpc, port.client(), EventFire.NONE, Keyring.NONE);
        Server server = Server.start(
                config,
                new Seams(InstantSource.system(), System::nanoTime, new Random(name.hashCode())),
                neighbours,
                forwarding,
                failure -> {
                    throw new AssertionError(failure);
                });
        servers.put(name, server);
        if (port != null) {
            port.serve(server);
        }
        return server;
    }

    /// Ends a server like a process that is killed; gossip is not told.
    public void kill(String name) {
        TestPort port = ports.remove(name);
        if (port != null) {
            port.close();
        }
        stop(name);
    }

    /// Three servers, or five, that expect each other.
    public void expect(String... names) throws RaftStartException, IOException {
        for (String name : names) {
            start(
                    name,
                    config -> config.withBootstrapExpect(names.length),
                    Map.of("expect", Integer.toString(names.length)));
        }
    }

    public Server server(String name) {
        Server server = servers.get(name);
        if (server == null) {
            throw new IllegalArgumentException(name);
        }
        return server;
    }

    /// Closes a server; gossip is not told.
    public void stop(String name) {
        Server server = servers.remove(name);
        if (server != null) {
            server.close();
        }
    }

    /// The name of the server that leads and does a leader's duties, waiting for it.
    public String leader() {
        List<String> found = new ArrayList<>();
        await("a leader", () -> {
            servers.forEach((name, server) -> {
                if (server.isReady()) {
                    found.add(name);
                }
            });
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    /// The names of the servers in the configuration, as the leader has it: voters, then others in brackets.
    public List<String> configuration() {
        try {
            RaftConfigurationResponse answer = server(leader())
                    .operator()
                    .raftConfiguration(ReadOptions.NOW)
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return Objects.requireNonNull(answer.servers()).stream()
                    .map(server -> server.voter() ? server.node() : "(" + server.node() + ")")
                    .sorted()
                    .toList();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public static void await(String what, BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > LIMIT.toNanos()) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        servers.values().forEach(Server::close);
        ports.values().forEach(TestPort::close);
    }

    /// Asks servers of this JVM.
    private final class Calls implements ServerCalls {
        @Override
        public CompletableFuture<List<String>> peers(ServerTags to, Duration timeout) {
            Server server = find(to);
            return server == null ? nobody() : server.status().peers(null);
        }

        @Override
        public CompletableFuture<ServerStats> raftStats(ServerTags to, Duration timeout) {
            Server server = find(to);
            return server == null ? nobody() : CompletableFuture.completedFuture(server.raftStats());
        }

        private @Nullable Server find(ServerTags to) {
            Server server = servers.get(to.name());
            return server != null && server.config().identity().nodeId().equals(to.id()) ? server : null;
        }

        private static <T> CompletableFuture<T> nobody() {
            return CompletableFuture.failedFuture(new java.net.ConnectException("nobody there"));
        }
    }
}
