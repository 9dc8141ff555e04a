package io.praetor.agent.pool;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.AgentConfig.GossipPool;
import io.praetor.gossip.consul.ConsulLanMerge;
import io.praetor.gossip.consul.ConsulWanMerge;
import io.praetor.gossip.memberlist.MemberlistConfig;
import io.praetor.gossip.memberlist.Network;
import io.praetor.gossip.net.NetSettings;
import io.praetor.gossip.serf.MergeCheck;
import io.praetor.gossip.serf.SerfConfig;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How one pool is taken part in, as the configuration says.
///
/// @param label      what people call it: `LAN` or `WAN`
/// @param keyFile    where its keys are kept; null: nowhere
record PoolPlan(
        String label,
        NetSettings net,
        MemberlistConfig members,
        SerfConfig serf,
        @Nullable Path keyFile) {
    /// After how long a name may come back at another address.
    private static final Duration RECLAIM = Duration.ofSeconds(30);

    /// The pool of the datacenter.
    static PoolPlan lan(AgentConfig config, String nodeId) {
        AgentConfig.Network network = config.network();
        AgentConfig.Node node = config.node();
        return plan(
                config,
                "LAN",
                new Place(
                        network.serfLan(),
                        network.advertiseLan(),
                        config.ports().serfLan()),
                MemberlistConfig.lan(node.name()),
                config.gossip().lan(),
                new AgentTags(config, nodeId).lan(),
                new ConsulLanMerge(nodeId, node.name(), node.datacenter(), ""));
    }

    /// The pool of the servers of all datacenters.
    static PoolPlan wan(AgentConfig config, String nodeId) {
        AgentConfig.Network network = config.network();
        AgentConfig.Node node = config.node();
        return plan(
                config,
                "WAN",
                new Place(
                        network.serfWan(),
                        network.advertiseWan(),
                        config.ports().serfWan()),
                MemberlistConfig.wan(node.name() + "." + node.datacenter()),
                config.gossip().wan(),
                new AgentTags(config, nodeId).wan(),
                new ConsulWanMerge());
    }

    private record Place(InetAddress bind, InetAddress advertise, int port) {}

    private static PoolPlan plan(
            AgentConfig config,
            String label,
            Place place,
            MemberlistConfig profile,
            GossipPool settings,
            Map<String, String> tags,
            MergeCheck mergeCheck) {
        List<Network> allowed = settings.allowed().stream().map(Network::parse).toList();
        MemberlistConfig members = profile.with(change -> change.gossipInterval(settings.gossipInterval())
                .gossipNodes(settings.gossipNodes())
                .probeInterval(settings.probeInterval())
                .probeTimeout(settings.probeTimeout())
                .retransmitMult(settings.retransmitMult())
                .suspicionMult(settings.suspicionMult())
                .deadNodeReclaimTime(RECLAIM)
                .verifyIncoming(config.gossip().verifyIncoming())
                .verifyOutgoing(config.gossip().verifyOutgoing())
                .allowed(allowed));
        NetSettings net = new NetSettings(
                place.bind(),
                place.port(),
                place.advertise(),
                profile.streamTimeout(),
                from -> allowed.isEmpty() || allowed.stream().anyMatch(network -> network.contains(from)));
        String name = label.equals("LAN") ? "local" : "remote";
        Path folder = folder(config);
        Path keyFile = folder == null || !config.gossip().keyringFile() ? null : folder.resolve(name + ".keyring");
        SerfConfig serf = SerfConfig.consul(tags)
                .with(change -> change.reconnectTimeout(settings.reconnectTimeout())
                        .coordinates(!config.gossip().disableCoordinates())
                        .nameConflictResolution(!config.server().enabled())
                        .rejoinAfterLeave(config.join().rejoinAfterLeave())
                        .snapshotPath(folder == null ? null : folder.resolve(name + ".snapshot"))
                        .keyringFile(keyFile)
                        .mergeCheck(mergeCheck));
        return new PoolPlan(label, net, members, serf, keyFile);
    }

    private static @Nullable Path folder(AgentConfig config) {
        Path directory = config.dataDirectory();
        return directory == null || config.devMode() ? null : directory.resolve("serf");
    }
}
