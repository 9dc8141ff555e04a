package io.praetor.server.testing;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.memberlist.Node.Versions;
import io.praetor.gossip.serf.Member;
import io.praetor.gossip.serf.Member.Status;
import io.praetor.gossip.serf.SerfEvent;
import io.praetor.server.cluster.Pool;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A pool in which things happen when a test says so; everybody sees the same at once.
public final class FakeGossip implements Pool {
    private static final Versions VERSIONS = new Versions(1, 5, 2, 2, 5, 4);

    private final Map<String, Member> members = new LinkedHashMap<>();
    private final List<Consumer<SerfEvent.Members>> listeners = new CopyOnWriteArrayList<>();
    public final List<String> events = new CopyOnWriteArrayList<>();
    public final List<String> forced = new CopyOnWriteArrayList<>();

    /// Tags of a server that answers at `port`.
    public static Map<String, String> server(String id, int port) {
        return new TreeMap<>(Map.of(
                "role", "consul",
                "dc", "dc1",
                "id", id,
                "segment", "",
                "vsn", "2",
                "raft_vsn", "3",
                "build", "1.9.0:abc",
                "port", Integer.toString(port)));
    }

    /// Tags of a client agent.
    public static Map<String, String> client(String id) {
        return Map.of("role", "node", "dc", "dc1", "id", id, "segment", "", "vsn", "2", "build", "1.9.0:abc");
    }

    public static Member member(String name, String address, Map<String, String> tags, Status status) {
        try {
            return new Member(
                    name, new Endpoint(InetAddress.getByName(address), 8301), Map.copyOf(tags), status, VERSIONS);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    public void join(String name, String address, Map<String, String> tags) {
        tell(SerfEvent.Kind.JOIN, member(name, address, tags, Status.ALIVE));
    }

    public void update(String name, String address, Map<String, String> tags) {
        tell(SerfEvent.Kind.UPDATE, member(name, address, tags, Status.ALIVE));
    }

    public void fail(String name) {
        tell(SerfEvent.Kind.FAILED, with(name, Status.FAILED));
    }

    public void leave(String name) {
        tell(SerfEvent.Kind.LEAVE, with(name, Status.LEFT));
    }

    public void reap(String name) {
        Member gone = with(name, Status.FAILED);
        synchronized (members) {
            members.remove(name);
        }
        listeners.forEach(listener -> listener.accept(new SerfEvent.Members(SerfEvent.Kind.REAP, List.of(gone))));
    }

    /// Without anybody being told, as if the event had been missed.
    public void forget(String name) {
        synchronized (members) {
            members.remove(name);
        }
    }

    private Member with(String name, Status status) {
        Member now;
        synchronized (members) {
            now = members.get(name);
        }
        if (now == null) {
            throw new IllegalArgumentException(name);
        }
        return new Member(now.name(), now.endpoint(), now.tags(), status, now.versions());
    }

    private void tell(SerfEvent.Kind kind, Member member) {
        synchronized (members) {
            members.put(member.name(), member);
        }
        listeners.forEach(listener -> listener.accept(new SerfEvent.Members(kind, List.of(member))));
    }

    @Override
    public List<Member> members() {
        synchronized (members) {
            return new ArrayList<>(members.values());
        }
    }

    @Override
    public void listen(Consumer<SerfEvent.Members> listener) {
        listeners.add(listener);
    }

    @Override
    public CompletableFuture<Void> forceLeave(String node) {
        forced.add(node);
        leave(node);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> userEvent(String name, byte[] payload) {
        events.add(name + " " + new String(payload, java.nio.charset.StandardCharsets.UTF_8));
        return CompletableFuture.completedFuture(null);
    }
}
