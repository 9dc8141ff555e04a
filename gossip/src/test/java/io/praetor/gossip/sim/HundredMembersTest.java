package io.praetor.gossip.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.gossip.memberlist.MemberlistConfig;
import io.praetor.gossip.memberlist.Node.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HundredMembersTest {

    private static final int MEMBERS = 100;
    private static final Theory THEORY = new Theory(MemberlistConfig.lan("anybody"), MEMBERS);
    private static final LinkFaults BAD = new LinkFaults(0.05, 0.02, Duration.ofMillis(1), Duration.ofMillis(50));

    @Test
    void everybodyHearsOfEverybody() {
        Simulation world = new Simulation(21);
        Pool pool = new Pool(world, lan -> lan);

        pool.addAll(MEMBERS, Duration.ofSeconds(2));

        assertThat(world.runUntil(pool::isOfOneMind, Duration.ofSeconds(30))).isTrue();
        assertThat(pool.longestQueue()).isLessThanOrEqualTo(MEMBERS);
        world.run(Duration.ofSeconds(30));
        assertThat(pool.falseDeaths()).isZero();
        assertThat(pool.longestQueue()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void deathsAreKnownEverywhereWithinTheBoundOfTheory(long seed) {
        Simulation world = new Simulation(seed);
        Pool pool = acquainted(world);
        for (int victim : List.of(7, 50, 99)) {
            pool.members().get(victim).kill();
        }

        assertThat(world.runUntil(pool::isOfOneMind, THEORY.latestDeath())).isTrue();
        assertThat(pool.falseDeaths()).isZero();
    }

    /// With one packet of twenty lost, a probe of a living member fails when the direct one, three indirect ones and
    /// the
    /// stream do: that is rare, and its suspicion is refuted.
    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void lossAloneKillsNobody(long seed) {
        Simulation world = new Simulation(seed);
        Pool pool = acquainted(world);
        world.network().faults(BAD);

        world.run(Duration.ofMinutes(2));

        assertThat(pool.falseDeaths()).isZero();
        assertThat(pool.isOfOneMind()).isTrue();
        assertThat(pool.longestQueue()).isLessThanOrEqualTo(MEMBERS);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void survivesEverythingAtOnce(long seed) {
        Simulation world = new Simulation(seed);
        Pool pool = acquainted(world);
        List<PoolMember> members = pool.members();
        world.network().faults(BAD);
        for (int i = 10; i < 20; i++) {
            members.get(i).host().clockRate(i % 2 == 0 ? 1.05 : 0.95);
        }
        PoolMember killed = members.get(30);
        PoolMember left = members.get(31);
        members.get(20).host().pause();
        killed.kill();
        left.leave();
        world.network().cut(from -> from.id() == 42, to -> true);
        world.after(Duration.ofSeconds(15), () -> members.get(20).host().resume());
        world.after(Duration.ofSeconds(20), world.network()::heal);
        world.after(Duration.ofSeconds(25), () -> pool.again(killed).join(members.get(3)));
        world.run(Duration.ofSeconds(40));
        int longest = pool.longestQueue();
        world.network().faults(LinkFaults.NONE);

        assertThat(world.runUntil(pool::isOfOneMind, Duration.ofMinutes(3))).isTrue();
        assertThat(longest).isLessThanOrEqualTo(MEMBERS);
        assertThat(members).filteredOn(PoolMember::isHere).allMatch(member -> member.stateOf(left) != State.ALIVE);
        world.run(Duration.ofMinutes(1));
        assertThat(pool.isOfOneMind()).isTrue();
        assertThat(pool.longestQueue()).isZero();
    }

    /// Those who were taken for dead hear of it while gossip still goes to the dead, and refute.
    @Test
    void aShortPartitionHealsByItself() {
        Simulation world = new Simulation(8);
        Pool pool = acquainted(world);
        world.network().partition(host -> host.id() <= 40);
        world.run(Duration.ofSeconds(25));
        assertThat(pool.falseDeaths()).isPositive();

        world.network().heal();

        assertThat(world.runUntil(pool::isOfOneMind, Duration.ofMinutes(2))).isTrue();
    }

    /// After that nobody speaks to the other side any more; Serf tries the failed ones now and then, and one success is
    /// enough.
    @Test
    void aLongPartitionHealsWithOneReconnect() {
        Simulation world = new Simulation(9);
        Pool pool = acquainted(world);
        world.network().partition(host -> host.id() <= 40);
        world.run(Duration.ofMinutes(4));
        world.network().heal();
        world.run(Duration.ofSeconds(30));
        assertThat(pool.isOfOneMind()).isFalse();

        pool.members().get(3).rejoin(pool.members().get(70));

        assertThat(world.runUntil(pool::isOfOneMind, Duration.ofMinutes(2))).isTrue();
    }

    private static Pool acquainted(Simulation world) {
        Pool pool = new Pool(world, lan -> lan);
        pool.addAcquainted(MEMBERS);
        assertThat(world.runUntil(pool::isOfOneMind, Duration.ofSeconds(1))).isTrue();
        return pool;
    }
}
