package io.praetor.gossip.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// All members start at once and join one of three at once, which know nobody either. [Report] does it with five
/// thousand, which takes minutes.
class ColdStartTest {

    private static final int MEMBERS = 150;

    /// Longer than it takes everybody to exchange states twice.
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @Test
    void everybodyFindsEverybody() {
        Simulation world = new Simulation(51);
        Pool pool = new Pool(world, lan -> lan);
        pool.addAll(MEMBERS, Duration.ZERO);

        assertThat(world.runUntil(pool::isOfOneMind, LIMIT)).isTrue();
        assertThat(pool.longestQueue()).isLessThanOrEqualTo(MEMBERS);
        world.run(Duration.ofMinutes(1));

        assertThat(pool.isOfOneMind()).isTrue();
        assertThat(pool.falseDeaths()).isZero();
        assertThat(pool.longestQueue()).isZero();
    }

    /// A tenth of all packets is lost, and the rest takes its time.
    @Test
    void everybodyFindsEverybodyThroughABadNetwork() {
        Simulation world = new Simulation(53);
        Pool pool = new Pool(world, lan -> lan);
        world.network().faults(new LinkFaults(0.1, 0.02, Duration.ofMillis(1), Duration.ofMillis(50)));
        pool.addAll(MEMBERS, Duration.ZERO);

        assertThat(world.runUntil(pool::isOfOneMind, LIMIT)).isTrue();
        assertThat(pool.longestQueue()).isLessThanOrEqualTo(MEMBERS);
        assertThat(pool.falseDeaths()).isZero();
    }
}
