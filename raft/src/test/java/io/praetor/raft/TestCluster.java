package io.praetor.raft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Several servers in this JVM.
final class TestCluster implements AutoCloseable {

    private final LoopbackTransport.Network network = new LoopbackTransport.Network();
    private final Map<String, TestServer> servers = new ConcurrentSkipListMap<>();

    /// Voters of a new cluster; returns when there is a leader.
    static TestCluster of(String... ids) throws Exception {
        TestCluster cluster = new TestCluster();
        List<PeerAddress> voters = new ArrayList<>();
        for (String id : ids) {
            voters.add(TestServer.address(id));
            cluster.start(TestServer.settings(id, null, false));
        }
        for (String id : ids) {
            cluster.server(id).log().bootstrap(voters).get(60, TimeUnit.SECONDS);
        }
        cluster.leader();
        return cluster;
    }

    /// Voters of a new cluster with settings of the test; returns when there is a leader.
    static TestCluster of(List<RaftSettings> settings) throws Exception {
        TestCluster cluster = new TestCluster();
        List<PeerAddress> voters = settings.stream().map(RaftSettings::self).toList();
        for (RaftSettings each : settings) {
            cluster.start(each);
        }
        for (PeerAddress voter : voters) {
            cluster.server(voter.id()).log().bootstrap(voters).get(60, TimeUnit.SECONDS);
        }
        cluster.leader();
        return cluster;
    }

    LoopbackTransport.Network network() {
        return network;
    }

    TestServer start(RaftSettings settings) throws RaftStartException {
        TestServer server = TestServer.start(settings, network);
        servers.put(settings.self().id(), server);
        return server;
    }

    TestServer start(RaftSettings settings, RaftFiles files) throws RaftStartException {
        TestServer server = TestServer.start(settings, network, files);
        servers.put(settings.self().id(), server);
        return server;
    }

    TestServer server(String id) {
        return Objects.requireNonNull(servers.get(id), id);
    }

    void stop(String id) {
        server(id).close();
        servers.remove(id);
    }

    /// All that are running now.
    List<TestServer> servers() {
        return List.copyOf(servers.values());
    }

    /// The id of the one that leads, waiting for it.
    String leader() {
        AtomicReference<@Nullable String> found = new AtomicReference<>();
        Eventually.await("a leader", () -> {
            servers.forEach((id, server) -> {
                if (server.log().isLeader()) {
                    found.set(id);
                }
            });
            return found.get() != null;
        });
        return Objects.requireNonNull(found.get());
    }

    String follower() {
        String leader = leader();
        return servers.keySet().stream()
                .filter(id -> !id.equals(leader))
                .findFirst()
                .orElseThrow();
    }

    /// Proposes to whoever leads until it is applied.
    void propose(String command) throws Exception {
        while (true) {
            try {
                server(leader()).propose(command);
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof NotLeaderException)) {
                    throw e;
                }
            }
        }
    }

    /// Waits until all servers have applied the same number of commands.
    void awaitApplied(int commands) {
        servers.forEach((id, server) -> Eventually.await(
                id + " to apply " + commands + " commands",
                () -> server.machine().applied().size() == commands));
    }

    @Override
    public void close() {
        servers.values().forEach(TestServer::close);
    }
}
