package io.praetor.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwarenessTest {

    private final List<Double> told = new ArrayList<>();
    private final Awareness awareness = new Awareness(8, told::add);

    @Test
    void staysWithinItsScores() {
        awareness.change(-1);
        assertThat(awareness.score()).isZero();

        awareness.change(5);
        awareness.change(5);
        assertThat(awareness.score()).isEqualTo(7);

        awareness.change(-2);
        assertThat(awareness.score()).isEqualTo(5);
        assertThat(told).containsExactly(0.0, 5.0, 7.0, 5.0);
    }

    @Test
    void givesOthersMoreTimeWhenUnwell() {
        assertThat(awareness.scale(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));

        awareness.change(3);

        assertThat(awareness.scale(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(4));
    }
}
