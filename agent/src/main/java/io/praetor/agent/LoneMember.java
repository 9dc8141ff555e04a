package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.IpText;
import io.praetor.http.AgentApi;
import io.praetor.model.Version;
import io.praetor.model.agent.AgentMember;
import io.praetor.model.agent.AgentSelf;
import io.praetor.model.coordinate.Coordinate;
import io.praetor.server.RequestFailure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a server that is the only member of its pools says about itself.
final class LoneMember implements AgentApi {
    /// A place in the network that nothing was measured from yet: in the origin, with the error and height all begin
    /// with.
    private static final Coordinate ORIGIN =
            new Coordinate(List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), 1.5, 0, 1.0e-5);

    private final AgentConfig config;
    private final String nodeId;
    private final MemberTags tags;
    private final Supplier<Map<String, SortedMap<String, String>>> serverStats;
    private final Runnable leave;

    /// @param leave leaves the cluster and lets the process end afterwards
    LoneMember(
            AgentConfig config,
            String nodeId,
            Supplier<Map<String, SortedMap<String, String>>> serverStats,
            Runnable leave) {
        this.config = config;
        this.nodeId = nodeId;
        this.tags = new MemberTags(config, nodeId);
        this.serverStats = serverStats;
        this.leave = leave;
    }

    @Override
    public AgentSelf self() {
        AgentConfig.Node node = config.node();
        return new AgentSelf(
                new AgentSelf.Config(node.datacenter(), node.name(), nodeId, Version.revision(), true, Version.FULL),
                DebugConfig.of(config, nodeId),
                config.gossip().disableCoordinates() ? null : ORIGIN,
                tags.lan(),
                stats(),
                Agent.meta(node));
    }

    private Map<String, @Nullable Map<String, String>> stats() {
        Map<String, @Nullable Map<String, String>> stats = new TreeMap<>(serverStats.get());
        stats.put("agent", Map.of("check_monitors", "0", "check_ttls", "0", "checks", "0", "services", "0"));
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
        if (!wan) {
            return List.of(tags.lan());
        }
        return config.ports().serfWan() > 0 ? List.of(tags.wan()) : List.of();
    }

    /// Joining oneself is done already; there is no gossip yet to find anybody else.
    @Override
    public void join(String address, boolean wan) {
        AgentMember own = wan ? tags.wan() : tags.lan();
        String host = IpText.of(
                wan ? config.network().advertiseWan() : config.network().advertiseLan());
        if (!address.equals(host) && !address.equals(host + ":" + own.port())) {
            throw RequestFailure.internal("1 error occurred:\n\t* Failed to join " + address
                    + ": this version does not gossip with other agents\n\n");
        }
    }

    @Override
    public void forceLeave(String node, boolean prune) {
        if (!node.equals(config.node().name()) && !node.equals(tags.wan().name())) {
            throw RequestFailure.internal("agent: No node found with name '" + node + "'");
        }
    }

    @Override
    public void leave() {
        leave.run();
    }
}
