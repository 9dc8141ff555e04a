package io.praetor.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.memberlist.Node.State;
import io.praetor.gossip.wire.Message;
import io.praetor.model.Bytes;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `gossip-memberlist.md` §5, one member among puppets.
class RulesTest {

    private final OneMember me = new OneMember();

    @Test
    void isItsOwnFirstMember() {
        assertThat(me.above.events).containsExactly("joined me");
        assertThat(me.swim.local().state()).isEqualTo(State.ALIVE);
        assertThat(me.swim.aliveCount()).isEqualTo(1);
    }

    @Test
    void knowsAMemberFromItsFirstAlive() {
        me.member("a");

        assertThat(me.state("a")).isEqualTo(State.ALIVE);
        assertThat(me.above.events).contains("joined a");
    }

    @Test
    void believesAnAliveOnlyWithAHigherIncarnation() {
        Puppet a = me.member("a");
        Message.Alive first = a.alive(1);
        a.say(me.endpoint(), with(first, 1, Bytes.of("x")));
        me.run(10);
        assertThat(me.node("a").meta()).isEqualTo(first.meta());

        a.say(me.endpoint(), with(first, 2, Bytes.of("x")));
        me.run(10);

        assertThat(me.node("a").meta()).isEqualTo(Bytes.of("x"));
        assertThat(me.above.events).contains("updated a");
    }

    @Test
    void believesAnAccusationOfTheKnownIncarnation() {
        Puppet a = me.member("a");
        a.say(me.endpoint(), a.alive(5));
        me.run(10);
        a.say(me.endpoint(), new Message.Suspect(4, "a", "b"));
        me.run(10);
        assertThat(me.state("a")).isEqualTo(State.ALIVE);

        a.say(me.endpoint(), new Message.Suspect(5, "a", "b"));
        me.run(10);

        assertThat(me.state("a")).isEqualTo(State.SUSPECT);
    }

    @Test
    void hearsARefutation() {
        Puppet a = me.member("a");
        a.say(me.endpoint(), new Message.Suspect(1, "a", "b"));
        me.run(10);
        a.say(me.endpoint(), a.alive(2));
        me.run(10);
        a.say(me.endpoint(), new Message.Suspect(1, "a", "b"));
        me.run(10);

        assertThat(me.state("a")).isEqualTo(State.ALIVE);
        assertThat(me.above.events).containsOnlyOnce("joined a");
    }

    @Test
    void tellsTheDeadFromThoseWhoLeft() {
        Puppet a = me.member("a");
        Puppet b = me.member("b");

        a.say(me.endpoint(), new Message.Dead(1, "a", "a"), new Message.Dead(1, "b", "a"));
        me.run(10);

        assertThat(me.state("a")).isEqualTo(State.LEFT);
        assertThat(me.state("b")).isEqualTo(State.DEAD);
        assertThat(me.above.events).contains("left a", "failed b");
        b.say(me.endpoint(), b.alive(1));
        me.run(10);
        assertThat(me.state("b")).isEqualTo(State.DEAD);
        b.say(me.endpoint(), b.alive(2));
        me.run(10);
        assertThat(me.state("b")).isEqualTo(State.ALIVE);
    }

    @Test
    void takesNoAccusationOfStrangers() {
        Puppet a = me.member("a");

        a.say(me.endpoint(), new Message.Suspect(1, "x", "a"), new Message.Dead(1, "y", "a"));
        me.run(10);

        assertThat(me.swim.nodes()).extracting(Node::name).containsExactlyInAnyOrder("me", "a");
    }

    @Test
    void refutesASuspicionOfItself() {
        Puppet a = me.member("a");

        a.say(me.endpoint(), new Message.Suspect(1, "me", "a"));
        me.run(500);

        assertThat(a.heard(Message.Alive.class))
                .anyMatch(alive -> alive.node().equals("me") && alive.incarnation() == 2);
        assertThat(me.swim.healthScore()).isEqualTo(1);
    }

    @Test
    void refutesItsDeathAboveTheIncarnationAccused() {
        Puppet a = me.member("a");

        a.say(me.endpoint(), new Message.Dead(41, "me", "a"));
        me.run(500);

        assertThat(a.heard(Message.Alive.class))
                .anyMatch(alive -> alive.node().equals("me") && alive.incarnation() == 42);
        assertThat(me.state("me")).isEqualTo(State.ALIVE);
    }

    @Test
    void refutesWhatAnOlderSelfSaid() {
        Puppet a = me.member("a");
        Endpoint own = me.endpoint();
        Bytes vsn = a.alive(1).vsn();

        a.say(own, new Message.Alive(7, "me", own.address(), own.port(), Bytes.of("old"), vsn));
        me.run(500);

        assertThat(a.heard(Message.Alive.class))
                .anyMatch(alive -> alive.node().equals("me")
                        && alive.incarnation() == 8
                        && alive.meta().length() == 1);
    }

    @Test
    void isSilentAboutItselfOnceItLeaves() {
        Puppet a = me.member("a");
        var left = me.swim.leave(Duration.ofSeconds(5));
        me.run(2000);
        a.heard.clear();

        a.say(me.endpoint(), new Message.Suspect(9, "me", "a"));
        me.run(1000);

        assertThat(left).isCompleted();
        assertThat(a.heard(Message.Alive.class)).isEmpty();
        assertThat(me.above.events).contains("left me");
    }

    @Test
    void tellsWhoClaimsAnotherAddressForAName() {
        Puppet a = me.member("a");
        Endpoint elsewhere = new Endpoint(InetAddress.ofLiteral("10.9.9.9"), 7946);

        a.say(me.endpoint(), a.alive(9, elsewhere));
        me.run(10);

        assertThat(me.above.events).contains("conflict a 10.9.9.9:7946");
        assertThat(me.node("a").endpoint()).isEqualTo(a.host.endpoint());
    }

    @Test
    void takesNoMemberThatBreaksTheRules() {
        Puppet a = new Puppet(me.world, "a");
        Message.Alive good = a.alive(1);
        List<Bytes> versions = List.of(
                Bytes.EMPTY,
                Bytes.of(new byte[] {1, 5, 2}),
                Bytes.of(new byte[] {0, 5, 2, 0, 0, 0}),
                Bytes.of(new byte[] {5, 1, 2, 0, 0, 0}));

        for (Bytes vsn : versions) {
            a.say(me.endpoint(), new Message.Alive(1, "a", good.address(), good.port(), good.meta(), vsn));
        }
        a.say(me.endpoint(), with(good, 1, Bytes.of(new byte[513])));
        me.above.aliveRefusal = "no";
        a.say(me.endpoint(), good);
        me.run(10);

        assertThat(me.swim.nodes()).hasSize(1);
    }

    @Test
    void takesNoMemberFromAForeignNetwork() {
        OneMember strict = new OneMember(change -> change.allowed(List.of(Network.parse("10.0.0.0/31"))));
        strict.member("in-10.0.0.2");
        assertThat(strict.swim.nodes()).hasSize(1);

        OneMember open = new OneMember(change -> change.allowed(List.of(Network.parse("10.0.0.0/24"))));
        open.member("in-10.0.0.2");
        assertThat(open.swim.nodes()).hasSize(2);
    }

    @Test
    void usesItsOwnPortWhereNoneIsNamed() {
        Puppet a = new Puppet(me.world, "a");
        Message.Alive good = a.alive(1);

        a.say(me.endpoint(), new Message.Alive(1, "a", good.address(), 0, good.meta(), good.vsn()));
        me.run(10);

        assertThat(me.node("a").endpoint()).isEqualTo(a.host.endpoint());
    }

    @Test
    void startsOnlyWithWhatOthersWouldTake() {
        Recorder above = new Recorder();
        above.meta = new byte[513];
        Environment environment = me.world.host("b").environment();

        assertThatThrownBy(() -> Swim.start(MemberlistConfig.lan("b"), new Keyring(List.of()), above, environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("node meta data provided is longer than the limit");
    }

    @Test
    void refusesToSayTooMuchOfItself() {
        me.above.meta = new byte[513];

        assertThat(me.swim.update(Duration.ofSeconds(1))).isCompletedExceptionally();
    }

    private static Message.Alive with(Message.Alive alive, long incarnation, Bytes meta) {
        return new Message.Alive(incarnation, alive.node(), alive.address(), alive.port(), meta, alive.vsn());
    }
}
