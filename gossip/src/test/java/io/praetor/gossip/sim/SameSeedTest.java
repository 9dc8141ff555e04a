package io.praetor.gossip.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SameSeedTest {

    @Test
    void theSameSeedGivesTheSameTraceByteForByte() {
        String first = world(5, true, 5).traceText();

        assertThat(first).hasSizeGreaterThan(50_000).contains(" lost ", " stream ", " joined ", " left DEAD ");
        assertThat(world(5, true, 5).traceText()).isEqualTo(first);
    }

    @Test
    void theSameSeedGivesTheSameTraceInALargerPool() {
        assertThat(world(5, false, 40).traceHash())
                .isEqualTo(world(5, false, 40).traceHash())
                .isNotEqualTo(world(6, false, 40).traceHash());
    }

    private static Simulation world(long seed, boolean keepsText, int members) {
        Simulation world = new Simulation(seed, keepsText);
        world.network().faults(new LinkFaults(0.05, 0.05, Duration.ofMillis(1), Duration.ofMillis(20)));
        Pool pool = new Pool(world, lan -> lan);
        pool.addAll(members, Duration.ofSeconds(2));
        world.run(Duration.ofSeconds(10));
        pool.members().get(2).host().clockRate(1.1);
        pool.members().get(3).host().pause();
        world.run(Duration.ofSeconds(5));
        pool.members().get(3).host().resume();
        pool.members().get(4).kill();
        pool.members().get(1).meta(new byte[40]);
        world.run(Duration.ofSeconds(30));
        return world;
    }
}
