package io.praetor.agent.pool;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.memberlist.Node.Versions;
import io.praetor.gossip.serf.KeyManager;
import io.praetor.gossip.serf.Member;
import io.praetor.gossip.serf.Member.Status;
import io.praetor.gossip.serf.QueryParameters;
import io.praetor.gossip.serf.QueryResult;
import io.praetor.gossip.serf.Serf;
import io.praetor.gossip.serf.SerfEvent;
import io.praetor.model.Bytes;
import io.praetor.model.coordinate.Coordinate;
import io.praetor.server.endpoint.Coordinates;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A pool in which things happen when a test says so.
final class FakePool implements Serf {
    final List<Member> members = new ArrayList<>();
    final List<String> joined = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    final Map<String, Coordinate> places = new TreeMap<>();
    CompletableFuture<Integer> answer = CompletableFuture.completedFuture(1);
    CompletableFuture<KeyManager.Outcome> keys = new CompletableFuture<>();
    private final List<Consumer<SerfEvent>> listeners = new ArrayList<>();

    static Member server(String name, String datacenter, int number) {
        Map<String, String> tags = new TreeMap<>(Map.of(
                "role", "consul",
                "dc", datacenter,
                "id", "id-" + name,
                "segment", "",
                "vsn", "2",
                "build", "1.9.0:abc",
                "port", "8300",
                "wan_join_port", "8302"));
        return member(name, number, tags, Status.ALIVE);
    }

    static Member client(String name, int number) {
        return member(name, number, Map.of("role", "node", "dc", "dc1"), Status.ALIVE);
    }

    private static Member member(String name, int number, Map<String, String> tags, Status status) {
        Endpoint endpoint = new Endpoint(InetAddress.ofLiteral("10.0.0." + number), 8301);
        return new Member(name, endpoint, tags, status, new Versions(1, 5, 2, 2, 5, 4));
    }

    void happens(SerfEvent.Kind kind, Member member) {
        tell(new SerfEvent.Members(kind, List.of(member)));
    }

    void tell(SerfEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    @Override
    public Member local() {
        return members.getFirst();
    }

    @Override
    public List<Member> members() {
        return List.copyOf(members);
    }

    @Override
    public void listen(Consumer<SerfEvent> listener) {
        listeners.add(listener);
    }

    @Override
    public CompletableFuture<Integer> join(List<String> addresses, boolean ignoreOld) {
        joined.addAll(addresses);
        return answer;
    }

    @Override
    public CompletableFuture<Void> leave() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> forceLeave(String node, boolean prune) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> userEvent(String name, byte[] payload, boolean coalesce) {
        if (payload.length > 512) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("too long"));
        }
        tell(new SerfEvent.User(7, name, Bytes.of(payload), coalesce));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<QueryResult> query(String name, byte[] payload, QueryParameters parameters) {
        throw new UnsupportedOperationException();
    }

    @Override
    public KeyManager keys() {
        return new KeyManager() {
            @Override
            public CompletableFuture<Outcome> install(String key, int relayFactor) {
                return note("install " + key + " " + relayFactor);
            }

            @Override
            public CompletableFuture<Outcome> use(String key, int relayFactor) {
                return note("use " + key + " " + relayFactor);
            }

            @Override
            public CompletableFuture<Outcome> remove(String key, int relayFactor) {
                return note("remove " + key + " " + relayFactor);
            }

            @Override
            public CompletableFuture<Outcome> list(int relayFactor) {
                return note("list " + relayFactor);
            }

            private CompletableFuture<Outcome> note(String call) {
                asked.add(call);
                return keys;
            }
        };
    }

    @Override
    public CompletableFuture<Void> setTags(Map<String, String> tags) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Coordinate coordinate() {
        return Coordinates.ORIGIN;
    }

    @Override
    public @Nullable Coordinate coordinate(String node) {
        return places.get(node);
    }

    @Override
    public Map<String, String> stats() {
        return Map.of();
    }

    @Override
    public void close() {
        listeners.clear();
    }
}
