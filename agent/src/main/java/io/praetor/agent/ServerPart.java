package io.praetor.agent;

import io.praetor.agent.ProcessEvents.Event;
import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.pool.Flooder;
import io.praetor.agent.pool.PoolEvents;
import io.praetor.agent.pool.PoolKeyring;
import io.praetor.agent.pool.PoolPlaces;
import io.praetor.agent.pool.Pools;
import io.praetor.gossip.serf.Serf;
import io.praetor.model.IpText;
import io.praetor.raft.OpenedLog;
import io.praetor.raft.RaftStartException;
import io.praetor.rpc.CallHandler;
import io.praetor.rpc.NetworkLoops;
import io.praetor.rpc.PoolSettings;
import io.praetor.rpc.RaftLinks;
import io.praetor.rpc.RpcClient;
import io.praetor.rpc.RpcPool;
import io.praetor.rpc.RpcTls;
import io.praetor.rpc.ServerPort;
import io.praetor.rpc.ServerPortSettings;
import io.praetor.server.Scheduler;
import io.praetor.server.acl.Tokens;
import io.praetor.server.assembly.Neighbours;
import io.praetor.server.assembly.Seams;
import io.praetor.server.assembly.Server;
import io.praetor.server.backend.Backend;
import io.praetor.server.cluster.ServerTable;
import io.praetor.server.endpoint.ServerPlaces;
import io.praetor.server.limit.LimitSettings;
import io.praetor.server.limit.RequestLimits;
import io.praetor.server.routing.Forwarding;
import io.praetor.server.routing.RpcService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A server among servers: its pools, its port, and the server itself.
final class ServerPart implements ClusterPart {
    private static final int NETWORK_THREADS = 2;
    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(10);

    /// How long a server that leaves waits until the leader has taken it out.
    private static final Duration REMOVAL_LIMIT = Duration.ofSeconds(5);

    private final Pools pools;
    private final NetworkLoops loops;
    private final RpcPool client;
    private final Server server;
    private final RequestLimits limits;
    private final ServerPort port;
    private final @Nullable Flooder flooder;
    private final Farewell farewell;

    private ServerPart(
            Pools pools,
            NetworkLoops loops,
            RpcPool client,
            Server server,
            RequestLimits limits,
            ServerPort port,
            @Nullable Flooder flooder,
            Farewell farewell) {
        this.pools = pools;
        this.loops = loops;
        this.client = client;
        this.server = server;
        this.limits = limits;
        this.port = port;
        this.flooder = flooder;
        this.farewell = farewell;
    }

    /// Finds out whether the port is free before others hear of this server; whoever takes it afterwards is found by
    /// [#start].
    static void probe(AgentConfig config) throws StartException {
        InetSocketAddress address = address(config);
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            String shown = IpText.of(address.getAddress(), address.getPort());
            throw new StartException("Failed to start Consul server: listen tcp " + shown + ": " + e.getMessage(), e);
        }
    }

    /// Opens the log: a server that cannot start for it is not announced to others, and its files stay as they are.
    static OpenedLog open(AgentConfig config, NodeId id, Seams seams) throws StartException {
        try {
            return Server.open(ServerSettings.of(config, id.text()), seams);
        } catch (RaftStartException e) {
            throw new StartException("Failed to start Consul server: " + e.getMessage(), e);
        }
    }

    /// Begins; the server answers as soon as somebody leads.
    ///
    /// @param log   taken over
    /// @param pools taken over
    static ServerPart start(
            AgentConfig config,
            NodeId id,
            Seams seams,
            OpenedLog log,
            Pools pools,
            TlsPart agentTls,
            Scheduler scheduler,
            ProcessEvents events)
            throws StartException {
        RpcTls tls = agentTls.rpc();
        String datacenter = config.node().datacenter();
        NetworkLoops loops = new NetworkLoops(NETWORK_THREADS);
        RpcPool client = new RpcPool(loops, PoolSettings.SERVER, tls);
        RaftLinks links = new RaftLinks(loops, DIAL_TIMEOUT, tls, datacenter);
        Server server = null;
        try {
            Neighbours neighbours = Neighbours.of(datacenter, pools.lan(), links, client);
            Forwarding forwarding = new Forwarding(
                    neighbours.servers()::rpc,
                    client,
                    new PoolEvents(datacenter, pools.lan()),
                    new PoolKeyring(datacenter, pools.lan(), pools.wan()),
                    places(pools.wan()));
            server = Server.start(
                    ServerSettings.of(config, id.text()),
                    seams,
                    log,
                    neighbours,
                    forwarding,
                    cause -> events.add(new Event.Failed(cause)));
            RequestLimits limits = new RequestLimits(server::isReady, seams.ticker(), seams.telemetry());
            limits.configure(limits(config));
            ServerTable others = neighbours.servers();
            RpcService service = new RpcService(
                    datacenter, server, server::raftStats, scheduler, limits, address -> isServer(others, address));
            CallHandler enrolment =
                    service.enrolment(server.enrolment(ServerEnrolment.of(config, pools, agentTls, seams)));
            ServerPort port = open(
                    config,
                    seams,
                    loops,
                    new ServerPort.Services(service.calls(), service.snapshots(), links, tls, enrolment));
            return new ServerPart(
                    pools,
                    loops,
                    client,
                    server,
                    limits,
                    port,
                    flooder(datacenter, pools, scheduler),
                    Farewell.of(config, pools));
        } catch (RaftStartException | IOException e) {
            abandon(log, server, client, loops, pools);
            throw new StartException("Failed to start Consul server: " + e.getMessage(), e);
        } catch (StartException | RuntimeException e) {
            abandon(log, server, client, loops, pools);
            throw e;
        }
    }

    private static LimitSettings limits(AgentConfig config) {
        AgentConfig.RequestLimits limits = config.requestLimits();
        return new LimitSettings(
                LimitSettings.Mode.of(limits.mode()),
                new LimitSettings.Rates(limits.readRate(), limits.writeRate()),
                new LimitSettings.Rates(limits.readRatePerAddress(), limits.writeRatePerAddress()));
    }

    private static boolean isServer(ServerTable servers, InetAddress address) {
        return servers.alive().stream()
                .anyMatch(server -> server.rpc().address().equals(address));
    }

    private static ServerPlaces places(@Nullable Serf wan) {
        return wan == null ? ServerPlaces.NONE : new PoolPlaces(wan);
    }

    private static ServerPort open(AgentConfig config, Seams seams, NetworkLoops loops, ServerPort.Services services)
            throws IOException {
        AgentConfig.Rpc rpc = config.rpc();
        ServerPortSettings settings = ServerPortSettings.of(List.of(address(config)))
                .withLimits(rpc.handshakeTimeout(), rpc.maxConnectionsPerClient());
        return ServerPort.open(loops, settings, services, seams.telemetry());
    }

    private static InetSocketAddress address(AgentConfig config) {
        return new InetSocketAddress(config.network().bind(), config.ports().server());
    }

    private static @Nullable Flooder flooder(String datacenter, Pools pools, Scheduler scheduler) {
        Serf wan = pools.wan();
        if (wan == null) {
            return null;
        }
        Flooder flooder = new Flooder(datacenter, pools.lan(), wan, scheduler);
        flooder.start();
        return flooder;
    }

    private static void abandon(
            OpenedLog log, @Nullable Server server, RpcPool client, NetworkLoops loops, Pools pools) {
        if (server != null) {
            server.close();
        }
        log.close();
        client.close();
        loops.close();
        pools.close();
    }

    /// It asks itself.
    @Override
    public List<RpcClient.Server> servers() {
        return List.of();
    }

    @Override
    public Backend backend() {
        return server;
    }

    @Override
    public Tokens tokens() {
        return server.tokens();
    }

    @Override
    public Pools pools() {
        return pools;
    }

    @Override
    public RequestLimits limits() {
        return limits;
    }

    @Override
    public void reload(AgentConfig fresh) {
        limits.configure(limits(fresh));
        port.reload(fresh.rpc().handshakeTimeout(), fresh.rpc().maxConnectionsPerClient());
    }

    /// Hands leadership over, tells both pools, and waits until clients ask others and the leader has taken this server
    /// out (`server.md` §11).
    @Override
    public void leave() {
        server.leave().join();
        boolean others = farewell.tell();
        if (others) {
            try {
                server.awaitRemoval(REMOVAL_LIMIT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        if (flooder != null) {
            flooder.close();
        }
        server.close();
        port.close();
        client.close();
        loops.close();
        pools.close();
    }
}
