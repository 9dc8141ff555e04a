package io.praetor.server.assembly;

import io.praetor.model.operator.ServerStats;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.raft.LoopbackTransport;
import io.praetor.raft.PeerAddress;
import io.praetor.raft.RaftSettings;
import io.praetor.rpc.NetworkLoops;
import io.praetor.rpc.PoolSettings;
import io.praetor.rpc.RpcClient;
import io.praetor.rpc.RpcPool;
import io.praetor.rpc.RpcTls;
import io.praetor.rpc.ServerPort;
import io.praetor.rpc.ServerPortSettings;
import io.praetor.server.TimerThread;
import io.praetor.server.TimerWheel;
import io.praetor.server.backend.Backend;
import io.praetor.server.endpoint.EventFire;
import io.praetor.server.endpoint.Keyring;
import io.praetor.server.limit.TokenBucket;
import io.praetor.server.remote.RemoteBackend;
import io.praetor.server.remote.RemoteQueries;
import io.praetor.server.remote.RemoteSnapshots;
import io.praetor.server.remote.ServerList;
import io.praetor.server.remote.ServerListCalls;
import io.praetor.server.remote.Trip;
import io.praetor.server.routing.Forwarding;
import io.praetor.server.routing.RpcService;
import io.praetor.server.wire.RpcMethods;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Servers that replicate in memory and call each other over real server ports.
final class ServersOfOneJvm implements AutoCloseable {
    /// So long that a machine that stands still for a moment is not taken for a leader's silence.
    private static final Duration ELECTION = Duration.ofSeconds(5);

    private static final Duration HOLD = Duration.ofSeconds(60);

    private final LoopbackTransport.Network network = new LoopbackTransport.Network();
    private final NetworkLoops loops = new NetworkLoops(2);
    private final TimerWheel timers = new TimerWheel(System::nanoTime);
    private final TimerThread timerThread = TimerThread.drive(timers, "test-timers");
    private final Map<String, Running> servers = new LinkedHashMap<>();
    private final List<RpcPool> clients = new ArrayList<>();
    private final Map<String, RpcClient.Server> addresses = new ConcurrentHashMap<>();

    /// One of them.
    record Running(Server server, ServerPort port, RpcPool pool) {
        void close() {
            port.close();
            server.close();
            pool.close();
        }
    }

    /// Starts them all, and returns when one leads.
    ServersOfOneJvm(Path scratch, String... ids) throws Exception {
        List<PeerAddress> voters = new ArrayList<>();
        for (String id : ids) {
            voters.add(start(scratch, id));
        }
        for (String id : ids) {
            server(id).log().bootstrap(voters).get(60, TimeUnit.SECONDS);
        }
        leader();
    }

    private PeerAddress start(Path scratch, String id) throws Exception {
        CompletableFuture<RpcService> service = new CompletableFuture<>();
        ServerPort port = ServerPort.open(
                loops,
                ServerPortSettings.of(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))),
                new ServerPort.Services(
                        call -> service.join().calls().handle(call),
                        stream -> service.join().snapshots().serve(stream),
                        null,
                        RpcTls.none()),
                Telemetry.NONE);
        InetSocketAddress address = port.addresses().getFirst();
        PeerAddress self = new PeerAddress(id, "127.0.0.1:" + address.getPort());
        ServerConfig.Identity identity = new ServerConfig.Identity(
                "node-" + id, id, "dc1", "127.0.0.1", address.getPort(), "1.9.0", Map.of(), Map.of());
        RaftSettings raft = new RaftSettings(
                self, null, false, ELECTION, 16_384, 64L << 20, Duration.ofSeconds(30), 10_240, 1 << 20);
        RpcPool pool = new RpcPool(loops, PoolSettings.SERVER, RpcTls.none());
        Forwarding forwarding = new Forwarding(addresses::get, pool, EventFire.NONE, Keyring.NONE);
        Server server = Server.start(
                ServerConfig.of(identity, raft, scratch).withHoldTimeout(HOLD),
                new Seams(InstantSource.system(), System::nanoTime, new Random(id.hashCode())),
                network.transport(),
                forwarding,
                failure -> {
                    throw new AssertionError(failure);
                });
        service.complete(new RpcService("dc1", server, () -> new ServerStats("0", 1, 1), timers));
        addresses.put(id, new RpcClient.Server("node-" + id, "dc1", address));
        servers.put(id, new Running(server, port, pool));
        return self;
    }

    /// What a client agent would have that knows all of them; closed with them.
    Backend client() {
        RpcPool pool = new RpcPool(loops, PoolSettings.CLIENT, RpcTls.none());
        clients.add(pool);
        ServerList list = new ServerList(new Random(1));
        addresses.values().forEach(list::add);
        TokenBucket limit = new TokenBucket(Double.POSITIVE_INFINITY, 1000, System::nanoTime);
        Trip.Rules rules = new Trip.Rules(HOLD, true, System::nanoTime, new Random(2), timers::after);
        ServerListCalls calls = new ServerListCalls(list, pool, limit, rules, Telemetry.NONE);
        return RemoteBackend.over(
                "dc1",
                calls,
                new RemoteQueries("dc1", new RpcMethods(), calls, Thread::startVirtualThread),
                new RemoteSnapshots("dc1", calls, timers, Thread::startVirtualThread),
                Map::of);
    }

    Server server(String id) {
        return Objects.requireNonNull(servers.get(id), id).server();
    }

    /// The id of the one that leads, waiting for it.
    String leader() {
        String[] found = new String[1];
        await("a leader", () -> {
            servers.forEach((id, running) -> found[0] = running.server().isReady() ? id : found[0]);
            return found[0] != null;
        });
        return found[0];
    }

    /// Reads that block at any of them.
    int parked() {
        return servers.values().stream()
                .mapToInt(running -> running.server().parkedReads().reads())
                .sum();
    }

    /// One that follows.
    String follower() {
        String leader = leader();
        return servers.keySet().stream()
                .filter(id -> !id.equals(leader))
                .findFirst()
                .orElseThrow();
    }

    /// Stops one as a crash would.
    void stop(String id) {
        Objects.requireNonNull(servers.remove(id)).close();
        addresses.remove(id);
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within 60 s: " + what);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Override
    public void close() {
        clients.forEach(RpcPool::close);
        servers.values().forEach(Running::close);
        timerThread.close();
        loops.close();
    }
}
