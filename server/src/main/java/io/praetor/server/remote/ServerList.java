package io.praetor.server.remote;

import io.praetor.rpc.RpcClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The servers a client agent knows, in the order in which it would ask them (`server.md` §3): the first is asked, one
/// that fails goes to the end. Gossip adds and removes.
public final class ServerList {
    private final RandomGenerator random;
    private final Object writing = new Object();
    private volatile List<RpcClient.Server> servers = List.of();

    /// @param random thread-safe
    public ServerList(RandomGenerator random) {
        this.random = random;
    }

    /// The one to ask; null for none.
    public RpcClient.@Nullable Server first() {
        List<RpcClient.Server> now = servers;
        return now.isEmpty() ? null : now.getFirst();
    }

    /// All of them, in order.
    public List<RpcClient.Server> all() {
        return servers;
    }

    /// Takes a server up, at a place by chance so that agents do not all begin with the same one; one of this name that
    /// is known keeps its place with its new address.
    public void add(RpcClient.Server server) {
        synchronized (writing) {
            List<RpcClient.Server> next = new ArrayList<>(servers);
            int known = place(next, server);
            if (known < 0) {
                next.add(random.nextInt(next.size() + 1), server);
            } else {
                next.set(known, server);
            }
            servers = List.copyOf(next);
        }
    }

    /// Drops the server of this name.
    public void remove(RpcClient.Server server) {
        synchronized (writing) {
            List<RpcClient.Server> next = new ArrayList<>(servers);
            int known = place(next, server);
            if (known >= 0) {
                next.remove(known);
                servers = List.copyOf(next);
            }
        }
    }

    private static int place(List<RpcClient.Server> servers, RpcClient.Server server) {
        for (int i = 0; i < servers.size(); i++) {
            RpcClient.Server known = servers.get(i);
            if (known.name().equals(server.name()) && known.datacenter().equals(server.datacenter())) {
                return i;
            }
        }
        return -1;
    }

    /// Puts a server that failed at the end, if it still is the first: others may have noticed too.
    public void failed(RpcClient.Server server) {
        synchronized (writing) {
            List<RpcClient.Server> now = servers;
            if (now.size() > 1 && now.getFirst().equals(server)) {
                List<RpcClient.Server> next = new ArrayList<>(now.subList(1, now.size()));
                next.add(server);
                servers = List.copyOf(next);
            }
        }
    }

    /// The same servers in another order; the list itself stays as it is.
    List<RpcClient.Server> shuffled() {
        List<RpcClient.Server> order = new ArrayList<>(servers);
        Collections.shuffle(order, java.util.Random.from(random));
        return List.copyOf(order);
    }

    /// Asks in this order from now on. What came meanwhile is behind, what went is left out.
    void reorder(List<RpcClient.Server> order) {
        synchronized (writing) {
            List<RpcClient.Server> next = new ArrayList<>(order);
            next.retainAll(servers);
            for (RpcClient.Server server : servers) {
                if (!next.contains(server)) {
                    next.add(server);
                }
            }
            servers = List.copyOf(next);
        }
    }
}
