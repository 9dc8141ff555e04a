package io.praetor.gossip.coordinate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.gossip.GossipVectors;
import io.praetor.model.coordinate.Coordinate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // a recording that lacks something fails the test anyway
class VivaldiTest {

    private final Vivaldi vivaldi = new Vivaldi(new Random(7));

    @Test
    void startsAtTheOriginUnsureOfItself() {
        assertThat(vivaldi.coordinate()).isEqualTo(new Coordinate(Collections.nCopies(8, 0.0), 1.5, 0, 1e-5));
    }

    @Test
    void takesEveryRecordedStepToTheLastBit() {
        Map<?, ?> vectors = GossipVectors.read("coordinate-vectors.json");
        vivaldi.set(coordinate(vectors.get("initial")));

        int steps = 0;
        for (Object each : (List<?>) vectors.get("steps")) {
            Map<?, ?> step = (Map<?, ?>) each;
            Coordinate other = coordinate(step.get("Other"));
            vivaldi.update(
                    (String) step.get("Node"), other, Duration.ofNanos(((Number) step.get("RttNs")).longValue()));

            assertThat(vivaldi.coordinate()).as("step %d", steps).isEqualTo(coordinate(step.get("After")));
            assertThat(Math.floor(vivaldi.coordinate().secondsTo(other) * 1e9) / 1e9)
                    .isEqualTo(((Number) step.get("Dist")).doubleValue());
            steps++;
        }

        assertThat(steps).isEqualTo(32);
        assertThat(vivaldi.resets()).isZero();
    }

    @Test
    void learnsTheRoundTripsOfALineOfMembers() {
        int members = 10;
        List<Vivaldi> line = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            line.add(new Vivaldi(new Random(i)));
        }
        Random random = new Random(42);

        for (int round = 0; round < 20_000; round++) {
            int a = random.nextInt(members);
            int b = random.nextInt(members);
            if (a != b) {
                line.get(a).update("m" + b, line.get(b).coordinate(), Duration.ofMillis(10L * Math.abs(a - b)));
            }
        }

        for (int a = 0; a < members; a++) {
            for (int b = 0; b < a; b++) {
                double truth = 0.010 * (a - b);
                double estimate = line.get(a).coordinate().secondsTo(line.get(b).coordinate());
                assertThat(Math.abs(estimate - truth) / truth)
                        .as("%d to %d", a, b)
                        .isLessThan(0.1);
            }
        }
    }

    @Test
    void partsFromOneAtTheSamePlace() {
        vivaldi.update("twin", new Vivaldi(new Random(8)).coordinate(), Duration.ofMillis(50));

        assertThat(vivaldi.coordinate().vec()).anyMatch(x -> x != 0);
    }

    @Test
    void refusesPlacesAndRoundTripsThatCannotBe() {
        Coordinate start = vivaldi.coordinate();
        Coordinate flat = new Coordinate(List.of(1.0, 2.0), 1, 0, 0);
        Coordinate nowhere = new Coordinate(Collections.nCopies(8, Double.NaN), 1, 0, 0);

        assertThatThrownBy(() -> vivaldi.update("a", flat, Duration.ofMillis(1)))
                .hasMessage("dimensions aren't compatible");
        assertThatThrownBy(() -> vivaldi.update("a", nowhere, Duration.ofMillis(1)))
                .hasMessage("coordinate is invalid");
        assertThatThrownBy(() -> vivaldi.update("a", start, Duration.ofSeconds(11)))
                .hasMessage("round trip time not in valid range, duration 11s is not a positive value less than 10s");
        assertThatThrownBy(() -> vivaldi.update("a", start, Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(vivaldi.coordinate()).isEqualTo(start);
    }

    @Test
    void startsAgainWhenTheArithmeticRunsOver() {
        Coordinate far = new Coordinate(Collections.nCopies(8, Double.MAX_VALUE), 1, 0, 1);

        vivaldi.update("a", far, Duration.ofMillis(1));

        assertThat(vivaldi.resets()).isOne();
        assertThat(vivaldi.coordinate().error()).isEqualTo(1.5);
    }

    private static Coordinate coordinate(Object json) {
        Map<?, ?> map = (Map<?, ?>) json;
        List<Double> vec = new ArrayList<>();
        for (Object x : (List<?>) map.get("Vec")) {
            vec.add(((Number) x).doubleValue());
        }
        return new Coordinate(vec, number(map, "Error"), number(map, "Adjustment"), number(map, "Height"));
    }

    private static double number(Map<?, ?> map, String key) {
        return ((Number) map.get(key)).doubleValue();
    }
}
