package io.praetor.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LamportClockTest {

    private final LamportClock clock = new LamportClock();

    @Test
    void goesPastWhatItHears() {
        clock.increment();
        clock.witness(41);

        assertThat(clock.time()).isEqualTo(42);
        assertThat(clock.increment()).isEqualTo(43);
    }

    @Test
    void doesNotGoBack() {
        clock.witness(41);
        clock.witness(10);

        assertThat(clock.time()).isEqualTo(42);
    }

    @Test
    void goesOnWhenItHearsItsOwnTime() {
        clock.increment();
        clock.witness(1);

        assertThat(clock.time()).isEqualTo(2);
    }

    @Test
    void isNotPoisonedByAbsurdTimes() {
        clock.witness(-1);
        clock.witness(Long.MAX_VALUE);

        assertThat(clock.time()).isZero();
    }
}
