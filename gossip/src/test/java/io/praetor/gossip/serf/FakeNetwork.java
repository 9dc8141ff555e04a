package io.praetor.gossip.serf;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.ManualLoop;
import io.praetor.gossip.memberlist.Delegate;
import io.praetor.gossip.memberlist.Environment;
import io.praetor.gossip.memberlist.Keyring;
import io.praetor.gossip.memberlist.Memberlist;
import io.praetor.gossip.memberlist.MemberlistConfig;
import io.praetor.gossip.memberlist.Node;
import io.praetor.gossip.memberlist.Node.State;
import io.praetor.gossip.memberlist.Resolver;
import io.praetor.gossip.serf.SerfPool.Seams;
import io.praetor.model.Bytes;
import io.praetor.model.telemetry.Telemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Members whose layer below is as simple as can be: whoever joins is known to everybody at once, deaths are what the
/// test says, messages travel by gossip with as much loss and duplication as it likes. What is tested is the layer
/// above.
final class FakeNetwork {

    static final Duration GOSSIP = Duration.ofMillis(200);

    final ManualLoop loop = new ManualLoop();
    final Random random;
    private final Map<Endpoint, Fake> fakes = new LinkedHashMap<>();
    double loss;
    double duplication;
    int packets;

    FakeNetwork(long seed) {
        random = new Random(seed);
    }

    static Endpoint endpoint(int number) {
        return new Endpoint(InetAddress.ofLiteral("10.0.0." + number), 7946);
    }

    /// One member with all that it was told.
    final class Fake implements Memberlist {
        final Endpoint endpoint;
        final List<SerfEvent> heard = new ArrayList<>();
        final List<Bytes> sent = new ArrayList<>();
        private final Map<String, Node> nodes = new LinkedHashMap<>();
        private final Keyring keyring;
        private final String name;
        private Node.Versions versions = new Node.Versions(1, 5, 2, 2, 5, 5);
        private @Nullable Delegate delegate;
        private @Nullable SerfPool serf;
        boolean closed;
        boolean lost;
        /// How long this member takes to answer.
        Duration slowness = Duration.ZERO;

        Fake(String name, Endpoint endpoint, Keyring keyring) {
            this.name = name;
            this.endpoint = endpoint;
            this.keyring = keyring;
        }

        SerfPool serf() {
            if (serf == null) {
                throw new IllegalStateException(name + " was not started");
            }
            return serf;
        }

        Delegate delegate() {
            if (delegate == null) {
                throw new IllegalStateException(name + " does not run");
            }
            return delegate;
        }

        private Memberlist start(MemberlistConfig config, Delegate above) {
            delegate = above;
            versions = config.versions();
            Node self = describe(State.ALIVE);
            nodes.put(name, self);
            above.joined(self);
            loop.schedule(GOSSIP, this::gossip);
            return this;
        }

        private Node describe(State state) {
            return new Node(name, endpoint, Bytes.of(delegate().meta(512)), versions, state);
        }

        private void gossip() {
            if (closed) {
                return;
            }
            List<Fake> others = new ArrayList<>(fakes.values());
            others.removeIf(other -> other == this || other.closed || !nodes.containsKey(other.name));
            for (int i = 0; i < 3 && !others.isEmpty(); i++) {
                Fake other = others.remove(random.nextInt(others.size()));
                List<byte[]> messages = delegate().broadcasts(3, 1400);
                if (messages.isEmpty()) {
                    break;
                }
                messages.forEach(message -> transmit(other, message));
            }
            loop.schedule(GOSSIP, this::gossip);
        }

        private void transmit(Fake to, byte[] message) {
            packets++;
            int copies = (random.nextDouble() < loss ? 0 : 1) + (random.nextDouble() < duplication ? 1 : 0);
            for (int i = 0; i < copies; i++) {
                loop.schedule(Duration.ofMillis(1 + random.nextInt(20)), () -> {
                    if (!to.closed) {
                        to.delegate().message(message);
                    }
                });
            }
        }

        /// The layer below notices that somebody is there.
        void sees(Fake other) {
            Node node = other.describe(State.ALIVE);
            Node before = nodes.put(other.name, node);
            if (before == null || before.state() != State.ALIVE) {
                delegate().joined(node);
            } else if (!before.equals(node)) {
                delegate().updated(node);
            }
        }

        /// The layer below notices that somebody is gone.
        void misses(Fake other, State state) {
            Node node = other.describe(state);
            nodes.put(other.name, node);
            delegate().left(node);
        }

        @Override
        public Node local() {
            return describe(State.ALIVE);
        }

        @Override
        public List<Node> nodes() {
            return List.copyOf(nodes.values());
        }

        @Override
        public int aliveCount() {
            return (int) nodes.values().stream()
                    .filter(n -> n.state() == State.ALIVE)
                    .count();
        }

        @Override
        public CompletableFuture<Integer> join(List<String> addresses) {
            int reached = 0;
            for (String address : addresses) {
                String host = address.substring(address.indexOf('/') + 1);
                for (Fake other : List.copyOf(fakes.values())) {
                    if (other.endpoint.toString().equals(host) && !other.closed) {
                        meet(other);
                        reached++;
                    }
                }
            }
            return reached > 0
                    ? CompletableFuture.completedFuture(reached)
                    : CompletableFuture.failedFuture(new IOException("nobody at " + addresses));
        }

        private void meet(Fake other) {
            List<Fake> all = new ArrayList<>(List.of(this, other));
            fakes.values().stream()
                    .filter(f -> !f.closed && other.nodes.containsKey(f.name))
                    .forEach(all::add);
            for (Fake one : all) {
                for (Fake two : all) {
                    one.sees(two);
                }
            }
            exchange(other, true);
        }

        void exchange(Fake other, boolean join) {
            byte[] ours = delegate().state(join);
            byte[] theirs = other.delegate().state(join);
            other.delegate().merge(ours, join);
            delegate().merge(theirs, join);
        }

        @Override
        public CompletableFuture<Void> leave(Duration timeout) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            loop.schedule(Duration.ofMillis(100), () -> {
                fakes.values().stream()
                        .filter(f -> !f.closed && f.nodes.containsKey(name))
                        .forEach(f -> f.misses(this, State.LEFT));
                done.complete(null);
            });
            return done;
        }

        @Override
        public CompletableFuture<Void> update(Duration timeout) {
            fakes.values().stream()
                    .filter(f -> !f.closed && f.nodes.containsKey(name))
                    .forEach(f -> f.sees(this));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void sendTo(Endpoint to, byte[] message) {
            sent.add(Bytes.of(message));
            Fake other = fakes.get(to);
            if (other != null) {
                loop.schedule(slowness, () -> transmit(other, message));
            }
        }

        @Override
        public void sendTo(Node to, byte[] message) {
            sendTo(to.endpoint(), message);
        }

        @Override
        public int healthScore() {
            return 0;
        }

        @Override
        public Keyring keyring() {
            return keyring;
        }

        @Override
        public void close() {
            closed = true;
        }

        List<String> userEvents() {
            return heard.stream()
                    .filter(e -> e instanceof SerfEvent.User)
                    .map(e -> ((SerfEvent.User) e).name())
                    .toList();
        }

        Member.@Nullable Status statusOf(String member) {
            return serf().members().stream()
                    .filter(m -> m.name().equals(member))
                    .map(Member::status)
                    .findFirst()
                    .orElse(null);
        }
    }

    Fake start(String name, int number, SerfConfig config) {
        return start(name, number, config, new Keyring(List.of()));
    }

    Fake start(String name, int number, SerfConfig config, Keyring keyring) {
        Fake fake = new Fake(name, endpoint(number), keyring);
        fakes.put(fake.endpoint, fake);
        Environment environment = new Environment(
                loop, new FakeTransport(fake.endpoint), Resolver.NONE, new Random(random.nextLong()), Telemetry.NONE);
        try {
            fake.serf = SerfPool.start(
                    config,
                    MemberlistConfig.lan(name),
                    environment,
                    new Seams(Runnable::run, fake.heard::add, () -> fake.lost = true),
                    fake::start);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        loop.settle();
        return fake;
    }

    /// Members who know each other: `m1` at 10.0.0.1 and so on.
    List<Fake> pool(int members, SerfConfig config) {
        List<Fake> all = new ArrayList<>();
        for (int i = 1; i <= members; i++) {
            Fake fake = start("m" + i, i, config);
            if (i > 1) {
                var _ = fake.serf().join(List.of(endpoint(1).toString()), true);
                loop.settle();
            }
            all.add(fake);
        }
        loop.advance(Duration.ofSeconds(10));
        all.forEach(fake -> fake.heard.clear());
        return all;
    }

    /// Everybody but the one notices its death.
    void die(Fake fake) {
        fake.closed = true;
        fakes.values().stream()
                .filter(f -> !f.closed && f.nodes.containsKey(fake.name))
                .forEach(f -> f.misses(fake, State.DEAD));
    }
}
