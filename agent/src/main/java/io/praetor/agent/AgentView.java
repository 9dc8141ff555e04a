package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.pool.MemberViews;
import io.praetor.agent.pool.Pools;
import io.praetor.gossip.serf.Member;
import io.praetor.gossip.serf.Serf;
import io.praetor.http.AgentApi;
import io.praetor.model.Version;
import io.praetor.model.agent.AgentMember;
import io.praetor.model.agent.AgentSelf;
import io.praetor.server.RequestFailure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What an agent says about itself and its pools, and how it is told to join and leave.
final class AgentView implements AgentApi {
    private final AgentConfig config;
    private final String nodeId;
    private final ClusterPart cluster;
    private final Pools pools;
    private final Supplier<Map<String, String>> agentStats;
    private final Runnable left;

    /// @param left ends the process, once the agent has left
    AgentView(
            AgentConfig config,
            String nodeId,
            ClusterPart cluster,
            Supplier<Map<String, String>> agentStats,
            Runnable left) {
        this.config = config;
        this.nodeId = nodeId;
        this.cluster = cluster;
        this.pools = cluster.pools();
        this.agentStats = agentStats;
        this.left = left;
    }

    @Override
    public AgentSelf self() {
        AgentConfig.Node node = config.node();
        boolean server = config.server().enabled();
        return new AgentSelf(
                new AgentSelf.Config(node.datacenter(), node.name(), nodeId, Version.revision(), server, Version.FULL),
                DebugConfig.of(config, nodeId),
                config.gossip().disableCoordinates() ? null : pools.lan().coordinate(),
                MemberViews.of(pools.lan().local()),
                stats(),
                ServerSettings.meta(node));
    }

    private Map<String, @Nullable Map<String, String>> stats() {
        Map<String, @Nullable Map<String, String>> stats =
                new TreeMap<>(cluster.backend().stats());
        stats.put("serf_lan", pools.lan().stats());
        Serf wan = pools.wan();
        if (wan != null) {
            stats.put("serf_wan", wan.stats());
        }
        stats.put("agent", agentStats.get());
        stats.put(
                "build",
                Map.of("prerelease", Version.PRERELEASE, "revision", Version.revision(), "version", Version.NUMBER));
        int processors = Runtime.getRuntime().availableProcessors();
        stats.put(
                "runtime",
                Map.of(
                        "arch", System.getProperty("os.arch", ""),
                        "cpu_count", Integer.toString(processors),
                        "goroutines", Integer.toString(Thread.activeCount()),
                        "max_procs", Integer.toString(processors),
                        "os", System.getProperty("os.name", "").toLowerCase(Locale.ROOT),
                        "version", "java" + Runtime.version().feature()));
        return stats;
    }

    @Override
    public List<AgentMember> members(boolean wan) {
        Serf pool = wan ? pools.wan() : pools.lan();
        return pool == null
                ? List.of()
                : pool.members().stream().map(MemberViews::of).toList();
    }

    @Override
    public void join(String address, boolean wan) {
        Serf pool = wan ? pools.wan() : pools.lan();
        if (pool == null) {
            throw RequestFailure.internal(
                    config.server().enabled()
                            ? "the WAN pool is switched off (ports.serf_wan)"
                            : "Must be a server to join WAN cluster");
        }
        var _ = done(pool.join(List.of(address), true));
    }

    /// In the WAN pool, a member of this datacenter has the datacenter behind its name.
    @Override
    public void forceLeave(String node, boolean prune) {
        Serf wan = pools.wan();
        if (!knows(pools.lan(), node) && (wan == null || !knows(wan, node))) {
            throw RequestFailure.internal("agent: No node found with name '" + node + "'");
        }
        var _ = done(pools.lan().forceLeave(node, prune));
        if (wan != null) {
            String suffix = "." + config.node().datacenter();
            var _ = done(wan.forceLeave(node.endsWith(suffix) ? node : node + suffix, prune));
        }
    }

    private static boolean knows(Serf pool, String node) {
        return pool.members().stream().map(Member::name).anyMatch(node::equals);
    }

    private static <T extends @Nullable Object> T done(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw RequestFailure.internal(String.valueOf(cause.getMessage()));
        }
    }

    @Override
    public void leave() {
        cluster.leave();
        left.run();
    }
}
