package io.praetor.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.gossip.ManualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuspicionTest {

    private static final Suspicion.Limits LIMITS =
            new Suspicion.Limits(Duration.ofSeconds(2), Duration.ofSeconds(30), 3);

    private final ManualLoop loop = new ManualLoop();
    private final List<Integer> fired = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"1, 4000, 0", "3, 4000, 0", "4, 4000, 2", "100, 8000, 2", "5000, 14792, 2"})
    void growsWithTheLogarithmOfThePool(int nodes, long min, int confirmations) {
        Suspicion.Limits limits = Suspicion.Limits.of(MemberlistConfig.lan("a"), nodes);

        assertThat(limits.min()).isEqualTo(Duration.ofMillis(min));
        assertThat(limits.max()).isEqualTo(Duration.ofMillis(min * 6));
        assertThat(limits.confirmations()).isEqualTo(confirmations);
    }

    @ParameterizedTest
    @CsvSource({"0, 30000", "1, 16000", "2, 7810", "3, 2000", "4, 2000"})
    void shrinksWithTheLogarithmOfItsConfirmations(int confirmed, long millis) {
        assertThat(LIMITS.after(confirmed)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void isShortWhereNobodyElseCouldConfirm() {
        assertThat(new Suspicion.Limits(Duration.ofSeconds(2), Duration.ofSeconds(30), 0).after(0))
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void firesLateWhenNobodyConfirms() {
        new Suspicion("me", LIMITS, loop, fired::add);

        loop.advance(Duration.ofMillis(29_999));
        assertThat(fired).isEmpty();
        loop.advance(Duration.ofMillis(1));
        assertThat(fired).containsExactly(0);
    }

    @Test
    void firesEarlierWithEachConfirmation() {
        Suspicion suspicion = new Suspicion("me", LIMITS, loop, fired::add);
        loop.advance(Duration.ofSeconds(1));

        assertThat(suspicion.confirm("b")).isTrue();
        loop.advance(Duration.ofMillis(14_999));
        assertThat(fired).isEmpty();
        loop.advance(Duration.ofMillis(1));

        assertThat(fired).containsExactly(1);
    }

    @Test
    void firesAtOnceWhenTheShorterTimeIsOver() {
        Suspicion suspicion = new Suspicion("me", LIMITS, loop, fired::add);
        loop.advance(Duration.ofSeconds(20));

        suspicion.confirm("b");
        loop.advance(Duration.ZERO);

        assertThat(fired).containsExactly(1);
    }

    @Test
    void countsEveryAccuserOnce() {
        Suspicion suspicion = new Suspicion("me", LIMITS, loop, fired::add);

        assertThat(suspicion.confirm("me")).isFalse();
        assertThat(suspicion.confirm("b")).isTrue();
        assertThat(suspicion.confirm("b")).isFalse();
        assertThat(suspicion.confirm("c")).isTrue();
        assertThat(suspicion.confirm("d")).isTrue();
        assertThat(suspicion.confirm("e")).isFalse();
    }

    @Test
    void doesNotFireOnceItWasRefuted() {
        Suspicion suspicion = new Suspicion("me", LIMITS, loop, fired::add);
        suspicion.confirm("b");

        suspicion.cancel();
        loop.advance(Duration.ofMinutes(1));

        assertThat(fired).isEmpty();
    }
}
