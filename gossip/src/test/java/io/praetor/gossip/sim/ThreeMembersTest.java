package io.praetor.gossip.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.gossip.memberlist.Node.State;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThreeMembersTest {

    private final Simulation world = new Simulation(11);
    private final Pool pool =
            new Pool(world, lan -> lan.with(change -> change.deadNodeReclaimTime(Duration.ofSeconds(30))));

    private PoolMember a;
    private PoolMember b;
    private PoolMember c;

    @BeforeEach
    void join() {
        pool.addAll(3, Duration.ofSeconds(1));
        a = pool.members().get(0);
        b = pool.members().get(1);
        c = pool.members().get(2);
        assertThat(world.runUntil(pool::isOfOneMind, Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void nobodyIsSuspectedWithoutACause() {
        world.run(Duration.ofMinutes(10));

        assertThat(pool.isOfOneMind()).isTrue();
        assertThat(pool.falseDeaths()).isZero();
        assertThat(a.queued()).isZero();
        assertThat(a.swim().healthScore()).isZero();
    }

    /// Two observers expect no confirmation, so a suspicion lasts 4 s; a member is probed every 2 s at least by each.
    @Test
    void aDeathIsNoticedByEverybody() {
        c.kill();

        assertThat(world.runUntil(pool::isOfOneMind, Duration.ofSeconds(15))).isTrue();
        assertThat(a.stateOf(c)).isEqualTo(State.DEAD);
        assertThat(b.stateOf(c)).isEqualTo(State.DEAD);
    }

    @Test
    void whoeverLeavesHasLeftForEverybodyAndStaysSo() {
        c.leave();

        assertThat(world.runUntil(pool::isOfOneMind, Duration.ofSeconds(5))).isTrue();
        c.kill();
        assertThat(a.stateOf(c)).isEqualTo(State.LEFT);
        world.run(Duration.ofSeconds(20));
        assertThat(a.stateOf(c)).isEqualTo(State.LEFT);
        assertThat(b.stateOf(c)).isEqualTo(State.LEFT);
    }

    @Test
    void theGoneAreForgottenInTheEnd() {
        b.kill();
        c.leave();
        world.run(Duration.ofMinutes(2));

        assertThat(a.swim().nodes()).extracting(node -> node.name()).containsExactly(a.name());
    }

    @Test
    void leavingIsOverOnceItWasToldOftenEnough() {
        c.leave();
        assertThat(c.hasLeft()).isFalse();

        world.run(Duration.ofSeconds(5));

        assertThat(c.hasLeft()).isTrue();
    }

    @Test
    void whoeverIsPausedForShortRefutesItsSuspicion() {
        c.host().pause();
        assertThat(world.runUntil(() -> a.stateOf(c) == State.SUSPECT, Duration.ofSeconds(10)))
                .isTrue();
        c.host().resume();
        world.run(Duration.ofSeconds(3));

        assertThat(a.stateOf(c)).isEqualTo(State.ALIVE);
        assertThat(pool.falseDeaths()).isZero();
        assertThat(c.swim().healthScore()).isLessThanOrEqualTo(1);
    }

    @Test
    void whoeverWasTakenForDeadComesBackByItself() {
        c.host().pause();
        assertThat(world.runUntil(
                        () -> a.stateOf(c) == State.DEAD && b.stateOf(c) == State.DEAD, Duration.ofSeconds(30)))
                .isTrue();
        c.host().resume();

        assertThat(world.runUntil(pool::isOfOneMind, Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void aRestartedMemberComesBackAboveItsOldIncarnation() {
        c.meta(new byte[20]);
        c.meta(new byte[30]);
        world.run(Duration.ofSeconds(5));
        c.kill();
        PoolMember again = pool.again(c);
        again.join(a);

        assertThat(world.runUntil(
                        () -> a.stateOf(again) == State.ALIVE && metaAt(a, again) == 16, Duration.ofSeconds(5)))
                .isTrue();
    }

    @Test
    void everybodyHearsWhatAMemberSaysOfItself() {
        c.meta(new byte[33]);

        assertThat(world.runUntil(() -> metaAt(a, c) == 33 && metaAt(b, c) == 33, Duration.ofSeconds(5)))
                .isTrue();
    }

    @Test
    void aNameIsNotGivenAwayWhileItsOwnerLives() {
        PoolMember thief = pool.add(c.name());
        thief.join(a);
        world.run(Duration.ofSeconds(5));

        assertThat(a.conflicts()).contains(c.name() + " at " + thief.host().endpoint());
        assertThat(a.swim().nodes())
                .filteredOn(node -> node.name().equals(c.name()))
                .allMatch(node -> node.endpoint().equals(c.host().endpoint()));
        assertThat(thief.conflicts()).contains(c.name() + " at " + c.host().endpoint());
    }

    @Test
    void theNameOfOneWhoLeftIsFreeAtOnce() {
        c.leave();
        world.run(Duration.ofSeconds(5));
        c.kill();
        PoolMember heir = pool.add(c.name());
        heir.join(a);
        world.run(Duration.ofSeconds(5));

        assertThat(endpointAt(b, heir)).isEqualTo(heir.host().endpoint().toString());
    }

    @Test
    void theNameOfADeadMemberIsFreeAfterAWhile() {
        // The dead are forgotten at about the time their name becomes free, so only a pool that keeps them shows it.
        Pool patient = new Pool(
                world,
                lan -> lan.with(change -> change.deadNodeReclaimTime(Duration.ofSeconds(30))
                        .gossipToTheDeadTime(Duration.ofMinutes(10))));
        PoolMember first = patient.add("first");
        PoolMember second = patient.add("second");
        second.join(first);
        world.run(Duration.ofSeconds(5));
        second.kill();
        assertThat(world.runUntil(() -> first.stateOf(second) == State.DEAD, Duration.ofSeconds(15)))
                .isTrue();

        PoolMember heir = patient.add("second");
        heir.join(first);
        world.run(Duration.ofSeconds(10));
        assertThat(endpointAt(first, heir)).isEqualTo(second.host().endpoint().toString());
        assertThat(first.conflicts()).isNotEmpty();

        world.run(Duration.ofSeconds(25));
        heir.join(first);
        world.run(Duration.ofSeconds(5));
        assertThat(endpointAt(first, heir)).isEqualTo(heir.host().endpoint().toString());
    }

    /// Packets one way do not get through, but streams between the two go both ways or not at all here: the fallback
    /// ping fails too, and only the third member can help.
    @Test
    void anotherMemberHelpsWhereOneDirectionIsCut() {
        world.network().cut(from -> from == a.host(), to -> to == b.host());
        world.run(Duration.ofMinutes(5));

        assertThat(pool.falseDeaths()).isZero();
        assertThat(pool.isOfOneMind()).isTrue();
    }

    private static int metaAt(PoolMember observer, PoolMember subject) {
        return observer.swim().nodes().stream()
                .filter(node -> node.name().equals(subject.name()))
                .mapToInt(node -> node.meta().length())
                .sum();
    }

    private static String endpointAt(PoolMember observer, PoolMember subject) {
        return observer.swim().nodes().stream()
                .filter(node -> node.name().equals(subject.name()))
                .map(node -> node.endpoint().toString())
                .findAny()
                .orElse("nowhere");
    }
}
