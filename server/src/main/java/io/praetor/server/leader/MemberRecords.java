package io.praetor.server.leader;

import io.praetor.gossip.consul.ServerTags;
import io.praetor.gossip.memberlist.Node.Versions;
import io.praetor.gossip.serf.Member;
import io.praetor.gossip.serf.Member.Status;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.Weights;
import java.util.Map;
import java.util.TreeMap;

/// What the catalog says of a member: its check `serfHealth`, and the service `consul` of a server (`server.md` §5).
final class MemberRecords {

    /// The name and ID of the service that stands for the servers.
    static final String SERVICE = "consul";

    private MemberRecords() {}

    /// @param status of the check
    static HealthCheck serfHealth(String node, Status status) {
        boolean alive = status == Status.ALIVE;
        HealthCheck zero = HealthCheck.CODEC.zero();
        return new HealthCheck(
                node,
                HealthCheck.SERF_HEALTH,
                "Serf Health Status",
                alive ? HealthCheck.PASSING : HealthCheck.CRITICAL,
                "",
                alive ? "Agent alive and reachable" : "Agent not live or unreachable",
                "",
                "",
                null,
                "",
                zero.definition(),
                0,
                0);
    }

    static NodeService service(Member member, ServerTags server) {
        NodeService zero = NodeService.CODEC.zero();
        return new NodeService(
                "",
                SERVICE,
                SERVICE,
                null,
                "",
                null,
                meta(member, server),
                server.rpc().port(),
                Weights.DEFAULT,
                false,
                zero.proxy(),
                zero.connect(),
                false,
                0,
                0);
    }

    private static Map<String, String> meta(Member member, ServerTags server) {
        Versions versions = member.versions();
        Map<String, String> meta = new TreeMap<>();
        meta.put("non_voter", Boolean.toString(server.nonVoter()));
        meta.put("raft_version", Integer.toString(server.raftVersion()));
        meta.put("serf_protocol_current", Integer.toString(versions.protocolCurrent()));
        meta.put("serf_protocol_max", Integer.toString(versions.protocolMax()));
        meta.put("serf_protocol_min", Integer.toString(versions.protocolMin()));
        meta.put("version", server.build().toString());
        return meta;
    }
}
