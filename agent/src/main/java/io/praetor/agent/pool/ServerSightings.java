package io.praetor.agent.pool;

import io.praetor.gossip.consul.ServerTags;
import io.praetor.gossip.serf.Member;
import io.praetor.gossip.serf.Serf;
import io.praetor.gossip.serf.SerfEvent;
import io.praetor.rpc.RpcClient;
import io.praetor.server.remote.ServerList;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a client agent which servers there are (`gossip-serf.md` §11.3).
public final class ServerSightings {
    private static final Logger LOG = LoggerFactory.getLogger(ServerSightings.class);

    private final String datacenter;
    private final ServerList servers;
    private final RpcClient client;

    private ServerSightings(String datacenter, ServerList servers, RpcClient client) {
        this.datacenter = datacenter;
        this.servers = servers;
        this.client = client;
    }

    /// Keeps the list like the pool from now on.
    ///
    /// @param client forgets connections to servers that go
    public static void follow(String datacenter, Serf lan, ServerList servers, RpcClient client) {
        ServerSightings sightings = new ServerSightings(datacenter, servers, client);
        lan.listen(event -> {
            if (event instanceof SerfEvent.Members members) {
                members.members().forEach(member -> sightings.heard(members.kind(), member));
            }
        });
        // those who came before anybody listened
        for (Member member : lan.members()) {
            if (member.status() == Member.Status.ALIVE) {
                sightings.heard(SerfEvent.Kind.UPDATE, member);
            }
        }
    }

    private void heard(SerfEvent.Kind kind, Member member) {
        RpcClient.Server server = server(member);
        if (server == null) {
            return;
        }
        switch (kind) {
            case JOIN, UPDATE -> {
                if (kind == SerfEvent.Kind.JOIN) {
                    LOG.atInfo().addKeyValue("server", server.name()).log("adding server");
                }
                servers.add(server);
            }
            case LEAVE, FAILED, REAP -> {
                LOG.atInfo().addKeyValue("server", server.name()).log("removing server");
                servers.remove(server);
                client.forget(server);
            }
        }
    }

    private RpcClient.@Nullable Server server(Member member) {
        ServerTags tags = ServerTags.of(member);
        if (tags == null) {
            return null;
        }
        if (!tags.datacenter().equals(datacenter)) {
            LOG.atWarn()
                    .addKeyValue("server", tags.name())
                    .addKeyValue("datacenter", tags.datacenter())
                    .log("server has joined the wrong cluster: wrong datacenter");
            return null;
        }
        InetSocketAddress address =
                new InetSocketAddress(tags.rpc().address(), tags.rpc().port());
        return new RpcClient.Server(tags.shortName(), tags.datacenter(), address);
    }
}
