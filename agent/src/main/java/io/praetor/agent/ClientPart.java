package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.pool.Pools;
import io.praetor.agent.pool.ServerSightings;
import io.praetor.rpc.NetworkLoops;
import io.praetor.rpc.PoolSettings;
import io.praetor.rpc.RpcClient;
import io.praetor.rpc.RpcPool;
import io.praetor.rpc.RpcTls;
import io.praetor.server.Meter;
import io.praetor.server.Scheduler;
import io.praetor.server.acl.CachedTokens;
import io.praetor.server.acl.DefaultPolicy;
import io.praetor.server.acl.DownPolicy;
import io.praetor.server.acl.DryRun;
import io.praetor.server.acl.MeteredTokens;
import io.praetor.server.acl.PolicyCompiler;
import io.praetor.server.acl.TokenCacheSettings;
import io.praetor.server.acl.Tokens;
import io.praetor.server.assembly.Seams;
import io.praetor.server.backend.Backend;
import io.praetor.server.limit.RequestLimits;
import io.praetor.server.limit.TokenBucket;
import io.praetor.server.query.Queries;
import io.praetor.server.remote.Calls;
import io.praetor.server.remote.Rebalance;
import io.praetor.server.remote.RemoteBackend;
import io.praetor.server.remote.RemoteQueries;
import io.praetor.server.remote.RemoteSnapshots;
import io.praetor.server.remote.RemoteTokens;
import io.praetor.server.remote.ServerList;
import io.praetor.server.remote.ServerListCalls;
import io.praetor.server.remote.Trip;
import io.praetor.server.wire.RpcMethods;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A client agent: it keeps nothing of the cluster's state, and asks the servers that gossip tells it of.
final class ClientPart implements ClusterPart {
    private static final int NETWORK_THREADS = 1;

    /// Of how many different sets of policies it is kept what they add up to.
    private static final int KEPT_POLICIES = 256;

    private final Pools pools;
    private final NetworkLoops loops;
    private final RpcPool client;
    private final ExecutorService workers;
    private final TokenBucket limit;
    private final Rebalance rebalance;
    private final Backend backend;
    private final Tokens tokens;
    private final ServerList servers;
    private final Farewell farewell;

    private ClientPart(AgentConfig config, Seams seams, Pools pools, RpcTls tls, Scheduler scheduler) {
        this.pools = pools;
        String datacenter = config.node().datacenter();
        loops = new NetworkLoops(NETWORK_THREADS);
        client = new RpcPool(loops, PoolSettings.CLIENT, config.network().bind(), tls);
        workers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("client-work-", 0).factory());
        limit = new TokenBucket(config.rpc().rate(), config.rpc().maxBurst(), seams.ticker());
        servers = new ServerList(seams.random());
        ServerSightings.follow(datacenter, pools.lan(), servers, client);
        Trip.Rules rules =
                new Trip.Rules(config.reads().rpcHoldTimeout(), true, seams.ticker(), seams.random(), scheduler::after);
        Calls calls = new ServerListCalls(servers, client, limit, rules, seams.telemetry());
        rebalance = new Rebalance(servers, client, pools::size, scheduler, seams.random());
        rebalance.start();
        RemoteQueries queries = new RemoteQueries(datacenter, new RpcMethods(), calls, workers);
        tokens = tokens(config, queries, seams);
        backend = RemoteBackend.over(
                datacenter,
                calls,
                queries,
                new RemoteSnapshots(datacenter, calls, scheduler, workers),
                () -> stats(config, servers));
        farewell = Farewell.of(config, pools);
    }

    /// Begins; it answers as soon as it has heard of a server.
    ///
    /// @param pools taken over
    static ClientPart start(AgentConfig config, Seams seams, Pools pools, RpcTls tls, Scheduler scheduler) {
        return new ClientPart(config, seams, pools, tls, scheduler);
    }

    private static Tokens tokens(AgentConfig config, Queries servers, Seams seams) {
        AgentConfig.Acl acl = config.acl();
        if (!acl.enabled()) {
            return Tokens.OFF;
        }
        PolicyCompiler compiler =
                new PolicyCompiler(config.node().datacenter(), DefaultPolicy.of(acl.defaultPolicy()), KEPT_POLICIES);
        TokenCacheSettings settings = new TokenCacheSettings(
                acl.tokenTtl(), acl.policyTtl(), acl.roleTtl(), acl.disabledTtl(), DownPolicy.of(acl.downPolicy()));
        Tokens cached = new CachedTokens(
                new RemoteTokens(servers), compiler, settings, seams.ticker(), seams.clock(), seams.telemetry());
        Tokens enforced = new MeteredTokens(cached, new Meter(seams.telemetry(), seams.ticker()));
        return acl.dryRun() ? new DryRun(seams.ticker(), seams.telemetry()).over(enforced) : enforced;
    }

    private static Map<String, SortedMap<String, String>> stats(AgentConfig config, ServerList servers) {
        SortedMap<String, String> consul = new TreeMap<>(Map.of(
                "acl",
                config.acl().enabled() ? "enabled" : "disabled",
                "known_servers",
                Integer.toString(servers.all().size()),
                "server",
                "false"));
        return Map.of("consul", consul);
    }

    @Override
    public List<RpcClient.Server> servers() {
        return servers.all();
    }

    @Override
    public Backend backend() {
        return backend;
    }

    @Override
    public Tokens tokens() {
        return tokens;
    }

    @Override
    public Pools pools() {
        return pools;
    }

    /// Servers have limits.
    @Override
    public RequestLimits limits() {
        return RequestLimits.NONE;
    }

    @Override
    public void reload(AgentConfig fresh) {
        limit.configure(fresh.rpc().rate(), fresh.rpc().maxBurst());
    }

    @Override
    public void leave() {
        var _ = farewell.tell();
    }

    @Override
    public void close() {
        rebalance.close();
        client.close();
        loops.close();
        workers.shutdownNow();
        pools.close();
    }
}
