package io.praetor.server.cluster;

import io.praetor.gossip.consul.ServerTags;
import io.praetor.gossip.serf.Member;
import io.praetor.gossip.serf.SerfEvent;
import io.praetor.rpc.RpcClient;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The servers of this datacenter that gossip takes for alive, by node ID (`gossip-serf.md` §11.3). Reads take no lock.
public final class ServerTable {

    private final String datacenter;
    private final Pool pool;
    /// By ID; replaced, never changed.
    private volatile Map<String, ServerTags> servers = Map.of();

    /// Looks at the pool from now on.
    public ServerTable(String datacenter, Pool pool) {
        this.datacenter = datacenter;
        this.pool = pool;
        pool.listen(this::changed);
        synchronized (this) {
            Map<String, ServerTags> next = new TreeMap<>(servers);
            for (Member member : pool.members()) {
                ServerTags server = serverOf(member);
                if (server != null && member.status() == Member.Status.ALIVE) {
                    next.putIfAbsent(server.id(), server);
                }
            }
            servers = Map.copyOf(next);
        }
    }

    /// The server with this node ID; null while it is not known to be alive.
    public @Nullable ServerTags find(String id) {
        return servers.get(id);
    }

    /// Where calls to the server with this node ID go; null while it is not known to be alive. Quick enough for every
    /// request.
    public RpcClient.@Nullable Server rpc(String id) {
        ServerTags server = servers.get(id);
        return server == null
                ? null
                : new RpcClient.Server(
                        server.shortName(),
                        server.datacenter(),
                        new InetSocketAddress(
                                server.rpc().address(), server.rpc().port()));
    }

    /// The server that answers at `ip:port`; null while none is known to be alive there.
    public @Nullable ServerTags at(String address) {
        for (ServerTags server : servers.values()) {
            if (server.rpc().toString().equals(address)) {
                return server;
            }
        }
        return null;
    }

    /// All that are alive, in no order.
    public List<ServerTags> alive() {
        return List.copyOf(servers.values());
    }

    /// Every server of this datacenter that gossip has not forgotten, with what became of it.
    public List<ServerTags> known() {
        return pool.members().stream()
                .map(this::serverOf)
                .filter(server -> server != null)
                .toList();
    }

    /// The server of this datacenter that a member is; null if it is none.
    public @Nullable ServerTags serverOf(Member member) {
        ServerTags server = ServerTags.of(member);
        return server != null
                        && server.datacenter().equals(datacenter)
                        && server.segment().isEmpty()
                        && !server.id().isEmpty()
                ? server
                : null;
    }

    private synchronized void changed(SerfEvent.Members event) {
        boolean there = event.kind() == SerfEvent.Kind.JOIN || event.kind() == SerfEvent.Kind.UPDATE;
        Map<String, ServerTags> next = new TreeMap<>(servers);
        for (Member member : event.members()) {
            ServerTags server = serverOf(member);
            if (server == null) {
                continue;
            }
            if (there) {
                next.put(server.id(), server);
            } else {
                ServerTags known = next.get(server.id());
                // a server that was renamed is alive under its new name
                if (known != null && known.name().equals(server.name())) {
                    next.remove(server.id());
                }
            }
        }
        servers = Map.copyOf(next);
    }
}
