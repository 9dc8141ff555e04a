package io.praetor.server.assembly;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.consul.ConsulTags;
import io.praetor.gossip.memberlist.Node.Versions;
import io.praetor.gossip.serf.Member;
import io.praetor.gossip.serf.Serf;
import io.praetor.raft.LoopbackTransport;
import io.praetor.raft.RaftTransport;
import io.praetor.rpc.MessageLinks;
import io.praetor.rpc.RpcClient;
import io.praetor.server.cluster.Pool;
import io.praetor.server.cluster.PortRaftTransport;
import io.praetor.server.cluster.RpcServerCalls;
import io.praetor.server.cluster.ServerCalls;
import io.praetor.server.cluster.ServerTable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/// How a server finds the others of its datacenter, and speaks to them.
///
/// @param pool      the LAN pool; this server is a member, with the tags of a server
/// @param servers   those of the pool that are servers
/// @param transport carries Raft; taken over
/// @param calls     what is asked about logs
public record Neighbours(Pool pool, ServerTable servers, RaftTransport transport, ServerCalls calls) {

    private static final Versions VERSIONS = new Versions(1, 5, 2, 2, 5, 4);

    /// Those that gossip finds, over their server ports. To be made before anybody is joined.
    ///
    /// @param lan this server's LAN pool, running
    public static Neighbours of(String datacenter, Serf lan, MessageLinks links, RpcClient client) {
        Pool pool = Pool.of(lan);
        ServerTable servers = new ServerTable(datacenter, pool);
        return new Neighbours(pool, servers, new PortRaftTransport(links, servers), new RpcServerCalls(client));
    }

    /// None, and there will be none: a server in a process of its own world, as in tests.
    public static Neighbours none(ServerConfig.Identity identity) {
        return none(identity, new LoopbackTransport.Network().transport());
    }

    /// None that gossip would find.
    public static Neighbours none(ServerConfig.Identity identity, RaftTransport transport) {
        Pool pool = Pool.alone(member(identity));
        return new Neighbours(pool, new ServerTable(identity.datacenter(), pool), transport, ServerCalls.NONE);
    }

    private static Member member(ServerConfig.Identity identity) {
        Map<String, String> tags = Map.of(
                ConsulTags.ROLE, ConsulTags.ROLE_SERVER,
                ConsulTags.DATACENTER, identity.datacenter(),
                ConsulTags.ID, identity.nodeId(),
                ConsulTags.PORT, Integer.toString(identity.port()),
                ConsulTags.VERSION, "2",
                ConsulTags.RAFT_VERSION, "3",
                ConsulTags.BUILD, identity.version());
        try {
            Endpoint endpoint = new Endpoint(InetAddress.getByName(identity.address()), identity.port());
            return new Member(identity.nodeName(), endpoint, tags, Member.Status.ALIVE, VERSIONS);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "the server's address \"" + identity.address() + "\" is no IP address", e);
        }
    }
}
