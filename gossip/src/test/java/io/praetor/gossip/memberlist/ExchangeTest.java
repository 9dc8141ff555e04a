package io.praetor.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.gossip.memberlist.Node.State;
import io.praetor.gossip.sim.Host;
import io.praetor.gossip.wire.Message;
import io.praetor.model.Bytes;
import io.praetor.model.telemetry.Telemetry;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Push/pull, joins, and messages of the layer above: `gossip-memberlist.md` §9 to §11.
class ExchangeTest {

    private final OneMember me = new OneMember();

    @Test
    void exchangesStatesWithWhoeverAsks() {
        Puppet a = new Puppet(me.world, "a");

        a.ask(me.endpoint(), new Message.PushPull(true, List.of(a.entry(0)), Bytes.of("hello")));
        me.run(20);

        Message.PushPull answer = (Message.PushPull) a.answers.getFirst();
        assertThat(answer.join()).isTrue();
        assertThat(answer.nodes()).extracting(Message.Entry::name).containsExactly("me");
        assertThat(answer.userState()).isEqualTo(Bytes.of("join"));
        assertThat(me.above.events).contains("joined a", "merge hello true");
    }

    @Test
    void takesNoDeathOnTrust() {
        Puppet a = me.member("a");
        Puppet b = me.member("b");
        Puppet c = me.member("c");

        a.ask(
                me.endpoint(),
                new Message.PushPull(
                        false, List.of(a.entry(0), b.entry(2), c.entry(3), entry("d", c, 9)), Bytes.EMPTY));
        me.run(20);

        assertThat(me.state("b")).isEqualTo(State.SUSPECT);
        assertThat(me.state("c")).isEqualTo(State.LEFT);
        assertThat(me.state("d")).isNull();
    }

    @Test
    void takesNobodyWhoSpeaksWhatOthersDoNot() {
        Puppet a = new Puppet(me.world, "a");
        Bytes newer = Bytes.of(new byte[] {1, 6, 6, 0, 0, 0});

        a.ask(me.endpoint(), new Message.PushPull(true, List.of(a.entry(0, newer)), Bytes.EMPTY));
        me.run(20);

        assertThat(a.answers).hasSize(1);
        assertThat(me.swim.nodes()).hasSize(1);
        assertThat(me.above.events).containsExactly("joined me");
    }

    @Test
    void joinsByExchangingStates() {
        Puppet a = new Puppet(me.world, "a");
        a.state.add(a.entry(0));

        CompletableFuture<Integer> joined = me.swim.join(List.of("10.0.0.2", "a/10.0.0.2:7946"));
        me.run(100);

        assertThat(joined).isCompletedWithValue(2);
        assertThat(me.state("a")).isEqualTo(State.ALIVE);
    }

    @Test
    void saysOfEachAddressWhyItCouldNotBeJoined() {
        Host dead = me.world.host("dead");
        dead.kill();
        me.above.mergeRefusal = "wrong datacenter";
        Puppet a = new Puppet(me.world, "a");
        a.state.add(a.entry(0));

        CompletableFuture<Integer> joined = me.swim.join(List.of("10.0.0.2", "10.0.0.3", "nowhere", "a:b"));
        me.run(100);

        assertThat(failure(joined)).isEqualTo("""
                        4 errors occurred:
                        \t* Failed to join 10.0.0.2: dial tcp 10.0.0.2:7946: connect: connection refused
                        \t* Failed to join 10.0.0.3: wrong datacenter
                        \t* Failed to resolve nowhere: no such host
                        \t* Failed to resolve a:b: address a:b: invalid port

                        """);
        assertThat(me.swim.nodes()).hasSize(1);
    }

    @Test
    void tellsWhatTheOtherSideFoundWrong() {
        OneMember locked = new OneMember(change -> change, new Keyring(List.of(new byte[16])));
        Puppet a = new Puppet(locked.world, "a");

        CompletableFuture<Integer> joined = locked.swim.join(List.of("10.0.0.2"));
        locked.run(100);
        a.ask(locked.endpoint(), new Message.PushPull(true, List.of(a.entry(0)), Bytes.EMPTY));
        locked.run(100);

        // The puppet has no key: it answers in the clear, which is refused before it is read.
        assertThat(failure(joined)).contains("Encryption is configured but remote state is not encrypted");
        assertThat(locked.swim.nodes()).hasSize(1);
    }

    @Test
    void resolvesNamesWithoutWaitingForThem() {
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        List<String> asked = new ArrayList<>();
        Resolver slow = host -> {
            asked.add(host);
            return found;
        };
        Host host = me.world.host("named");
        Environment world = host.environment();
        Swim named = Swim.start(
                MemberlistConfig.lan("named"),
                new Keyring(List.of()),
                new Recorder(),
                new Environment(host, world.transport(), slow, world.random(), Telemetry.NONE));

        CompletableFuture<Integer> joined = named.join(List.of("me.example:7946"));
        me.run(1000);
        assertThat(asked).containsExactly("me.example");
        assertThat(joined).isNotDone();
        found.complete(List.of(me.endpoint().address()));
        me.run(100);

        assertThat(joined).isCompletedWithValue(1);
        assertThat(me.state("named")).isEqualTo(State.ALIVE);
    }

    @Test
    void carriesMessagesOfTheLayerAbove() {
        Puppet a = me.member("a");
        a.acksPackets = true;
        me.swim.sendTo(a.host.endpoint(), "here".getBytes(StandardCharsets.UTF_8));
        me.swim.sendTo(me.node("a"), "there".getBytes(StandardCharsets.UTF_8));
        me.above.toSend.add("everywhere".getBytes(StandardCharsets.UTF_8));
        me.run(1500);

        assertThat(a.heard(Message.User.class))
                .extracting(user -> user.body().utf8())
                .contains("here", "there", "everywhere");
        assertThat(a.packets).anyMatch(packet -> packet[0] == 12 && packet[5] == 8);
    }

    @Test
    void takesMessagesOfTheLayerAboveNewestFirst() {
        Puppet a = new Puppet(me.world, "a");

        a.say(me.endpoint(), new Message.User(Bytes.of("1")), new Message.User(Bytes.of("2")));
        a.ask(me.endpoint(), new Message.User(Bytes.of("3")));
        me.run(20);

        assertThat(me.above.messages).containsExactly("2", "1", "3");
    }

    @Test
    void dropsNewsBeyondItsQueue() {
        Puppet a = new Puppet(me.world, "a");
        Message[] many = new Message[100];
        for (int i = 0; i < many.length; i++) {
            many[i] = new Message.User(Bytes.of("x"));
        }
        me.host.pause();
        for (int i = 0; i < 30; i++) {
            a.say(me.endpoint(), many);
        }
        me.run(50);
        me.host.resume();
        me.run(50);

        assertThat(me.above.messages).hasSizeBetween(1024, 1024 + 64);
    }

    @Test
    void staysCalmWhateverArrives() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(99);
        Puppet a = me.member("a");
        byte[] good = new Message.PushPull(true, List.of(a.entry(0)), Bytes.of("x")).encodeStream();

        for (int i = 0; i < 3000; i++) {
            byte[] noise = new byte[1 + random.nextInt(60)];
            random.nextBytes(noise);
            noise[0] = (byte) random.nextInt(15);
            a.raw(me.endpoint(), noise);
            byte[] bent = good.clone();
            bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
            a.askRaw(me.endpoint(), i % 2 == 0 ? noise : bent);
        }
        me.run(20_000);

        assertThat(me.swim.local().state()).isEqualTo(State.ALIVE);
        assertThat(a.answers.size() + a.failures.size()).isEqualTo(3000);
    }

    @ParameterizedTest
    @CsvSource({
        "host, host, 9",
        "host:1, host, 1",
        "name/host:1, host, 1",
        "10.0.0.1, 10.0.0.1, 9",
        "::1, ::1, 9",
        "[::1], ::1, 9",
        "[::1]:5, ::1, 5",
        "n.dc/[fe80::1%eth0]:5, fe80::1%eth0, 5"
    })
    void readsAddressesToJoin(String text, String host, int port) {
        assertThat(JoinAddress.parse(text, 9)).isEqualTo(new JoinAddress(host, port));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "32, 1", "33, 2", "64, 2", "65, 3", "5000, 9"})
    void exchangesLessOftenInALargerPool(int nodes, int scale) {
        assertThat(PushPull.scale(nodes)).isEqualTo(scale);
    }

    private static Message.Entry entry(String name, Puppet at, int state) {
        Message.Entry there = at.entry(state);
        return new Message.Entry(name, there.address(), there.port(), there.meta(), 1, state, there.vsn());
    }

    private static String failure(CompletableFuture<?> future) {
        try {
            future.join();
            return "none";
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return String.valueOf(cause.getMessage());
        }
    }
}
