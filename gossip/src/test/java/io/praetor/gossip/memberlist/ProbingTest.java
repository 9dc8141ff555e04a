package io.praetor.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.memberlist.Node.State;
import io.praetor.gossip.wire.Message;
import io.praetor.model.Bytes;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// `gossip-memberlist.md` §6, one member among puppets.
class ProbingTest {

    private final OneMember me = new OneMember();

    @Test
    void answersAPing() {
        Puppet a = new Puppet(me.world, "a");

        a.say(me.endpoint(), new Message.Ping(77, "me", null, ""), new Message.Ping(78, "", null, ""));
        me.run(10);

        assertThat(a.heard(Message.Ack.class))
                .containsExactlyInAnyOrder(
                        new Message.Ack(77, Bytes.of(new byte[] {7})), new Message.Ack(78, Bytes.of(new byte[] {7})));
    }

    @Test
    void answersWhereThePingSays() {
        Puppet a = new Puppet(me.world, "a");
        Puppet b = new Puppet(me.world, "b");

        a.say(me.endpoint(), new Message.Ping(77, "me", b.host.endpoint(), "b"));
        me.run(10);

        assertThat(a.heard).isEmpty();
        assertThat(b.heard(Message.Ack.class)).hasSize(1);
    }

    @Test
    void doesNotAnswerForAnother() {
        Puppet a = new Puppet(me.world, "a");

        a.say(me.endpoint(), new Message.Ping(77, "you", null, ""));
        a.ask(me.endpoint(), new Message.Ping(78, "you", null, ""));
        me.run(10);

        assertThat(a.heard).isEmpty();
        assertThat(a.failures).containsExactly("EOF");
    }

    @Test
    void answersAPingOnAStreamWithoutPayload() {
        Puppet a = new Puppet(me.world, "a");

        a.ask(me.endpoint(), new Message.Ping(78, "me", null, ""));
        me.run(10);

        assertThat(a.answers).containsExactly(new Message.Ack(78, Bytes.EMPTY));
    }

    @Test
    void tellsTheRoundTripOfThoseWhoAnswer() {
        Puppet a = me.member("a");
        a.acksPackets = true;

        me.run(3000);

        assertThat(me.above.events).contains("pinged a");
        assertThat(me.state("a")).isEqualTo(State.ALIVE);
        assertThat(me.swim.healthScore()).isZero();
    }

    @Test
    void asksOthersAboutTheSilentUnderTheSameNumber() {
        Puppet a = me.member("a");
        Puppet b = me.member("b");
        b.acksPackets = true;

        me.run(5000);

        Message.IndirectPing request = b.heard(Message.IndirectPing.class).getFirst();
        assertThat(request.node()).isEqualTo("a");
        assertThat(request.target()).isEqualTo(a.host.endpoint().address());
        assertThat(request.nack()).isTrue();
        assertThat(request.source()).isEqualTo(me.endpoint());
        assertThat(a.heard(Message.Ping.class)).anyMatch(ping -> ping.seqNo() == request.seqNo());
        assertThat(me.state("a")).isEqualTo(State.SUSPECT);
    }

    @Test
    void isWellWhileOthersSayThatTheyHearNothingEither() {
        me.member("a");
        Puppet b = me.member("b");
        b.acksPackets = true;
        b.nacks = true;

        assertThat(me.world.runUntil(() -> me.state("a") == State.SUSPECT, Duration.ofSeconds(10)))
                .isTrue();

        assertThat(me.swim.healthScore()).isZero();
    }

    @Test
    void isUnwellWhenItHearsNothingOfThoseItAsked() {
        me.member("a");
        Puppet b = me.member("b");
        b.acksPackets = true;

        assertThat(me.world.runUntil(() -> me.state("a") == State.SUSPECT, Duration.ofSeconds(10)))
                .isTrue();

        assertThat(me.swim.healthScore()).isEqualTo(1);
    }

    @Test
    void takesAnAnswerOnAStreamForASign() {
        Puppet a = me.member("a");
        a.acksStreams = true;

        me.run(20_000);

        assertThat(me.state("a")).isEqualTo(State.ALIVE);
        assertThat(me.swim.healthScore()).isZero();
    }

    @Test
    void tellsASuspectOfItsSuspicionWithThePing() {
        Puppet a = me.member("a");
        a.say(me.endpoint(), new Message.Suspect(1, "a", "x"));
        me.run(10);
        a.packets.clear();
        a.heard.clear();

        me.run(3000);

        assertThat(a.heard(Message.Suspect.class)).contains(new Message.Suspect(1, "a", "me"));
        // Checked by a checksum, for a's version is known: CRC, compound of two.
        assertThat(a.packets).anyMatch(packet -> packet[0] == 12 && packet[5] == 7 && packet[6] == 2);
    }

    @Test
    void declaresASuspectDeadWhenItsTimeIsOver() {
        me.member("a");

        me.run(15_000);

        assertThat(me.state("a")).isEqualTo(State.DEAD);
        assertThat(me.above.events).contains("failed a");
    }

    @Test
    void asksForOthersAndPassesTheAnswerOn() {
        Puppet asker = new Puppet(me.world, "asker");
        Puppet target = new Puppet(me.world, "target");
        target.acksPackets = true;

        asker.say(me.endpoint(), indirect(99, target.host.endpoint(), true));
        me.run(2000);

        assertThat(target.heard(Message.Ping.class)).hasSize(1);
        assertThat(asker.heard(Message.Ack.class)).containsExactly(new Message.Ack(99, Bytes.EMPTY));
        assertThat(asker.heard(Message.Nack.class)).isEmpty();
    }

    @Test
    void saysThatTheOneItAskedForAnotherIsSilent() {
        Puppet asker = new Puppet(me.world, "asker");
        Endpoint nobody = new Endpoint(InetAddress.ofLiteral("10.9.9.9"), 7946);

        asker.say(me.endpoint(), indirect(99, nobody, true), indirect(98, nobody, false));
        me.run(490);
        assertThat(asker.heard(Message.Nack.class)).isEmpty();
        me.run(20);

        assertThat(asker.heard(Message.Nack.class)).containsExactly(new Message.Nack(99));
    }

    @Test
    void asksForNoMoreThanSoManyAtOnce() {
        Puppet asker = new Puppet(me.world, "asker");
        Puppet target = new Puppet(me.world, "target");

        for (int i = 0; i < 4200; i++) {
            asker.say(me.endpoint(), indirect(i, target.host.endpoint(), true));
        }
        me.run(400);
        assertThat(target.heard(Message.Ping.class)).hasSize(4096);
        me.run(600);
        asker.say(me.endpoint(), indirect(1, target.host.endpoint(), true));
        me.run(10);

        assertThat(target.heard(Message.Ping.class)).hasSize(4097);
    }

    private static Message.IndirectPing indirect(long seqNo, Endpoint target, boolean nack) {
        return new Message.IndirectPing(seqNo, target.address(), target.port(), "target", nack, null, "");
    }
}
