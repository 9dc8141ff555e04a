package io.praetor.gossip.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.gossip.memberlist.MemberlistConfig;
import org.junit.jupiter.api.Test;

/// A thousand members that know each other, whom others join, and of whom some go. [Report] lets pools of five thousand
/// find each other, which takes minutes.
class ThousandMembersTest {

    private static final int MEMBERS = 1000;

    @Test
    void newcomersAreKnownAndDeathsNoticedEverywhere() {
        Simulation world = new Simulation(31);
        Pool pool = new Pool(world, lan -> lan);
        pool.addAcquainted(MEMBERS);
        Theory theory = new Theory(MemberlistConfig.lan("anybody"), MEMBERS);

        for (int i = 0; i < 5; i++) {
            pool.add("new-" + i).rejoin(pool.members().get(i));
        }
        assertThat(world.runUntil(pool::isOfOneMind, theory.dissemination().multipliedBy(3)))
                .isTrue();
        pool.members().get(500).kill();
        pool.members().get(MEMBERS + 1).kill();
        pool.members().get(700).leave();

        assertThat(world.runUntil(pool::isOfOneMind, theory.latestDeath())).isTrue();
        assertThat(pool.falseDeaths()).isZero();
        assertThat(pool.longestQueue()).isLessThanOrEqualTo(MEMBERS + 5);
    }
}
