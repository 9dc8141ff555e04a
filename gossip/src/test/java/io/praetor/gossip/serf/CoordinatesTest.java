package io.praetor.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.coordinate.Coordinate;
import io.praetor.model.telemetry.Telemetry;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoordinatesTest {

    private final Coordinates mine = new Coordinates(true, new Random(1), Telemetry.NONE);
    private final Coordinates theirs = new Coordinates(true, new Random(2), Telemetry.NONE);

    @Test
    void aPingTeachesWhereBothAre() {
        Coordinate start = mine.own();

        mine.pinged("peer", Duration.ofMillis(20), theirs.ackPayload());

        assertThat(mine.own()).isNotEqualTo(start);
        assertThat(mine.of("peer")).isEqualTo(theirs.own());
        assertThat(mine.ackPayload()).isNotEqualTo(theirs.ackPayload()).startsWith(1);
    }

    @Test
    void nothingIsLearnedFromWhatCannotBeRead() {
        Coordinate start = mine.own();

        mine.pinged("peer", Duration.ofMillis(20), new byte[0]);
        mine.pinged("peer", Duration.ofMillis(20), new byte[] {2, 0});
        mine.pinged("peer", Duration.ofMillis(20), new byte[] {1, 0});
        mine.pinged("peer", Duration.ofSeconds(20), theirs.ackPayload());

        assertThat(mine.own()).isEqualTo(start);
        assertThat(mine.of("peer")).isNull();
    }

    @Test
    void theForgottenAreNowhere() {
        mine.pinged("peer", Duration.ofMillis(20), theirs.ackPayload());

        mine.forget("peer");

        assertThat(mine.of("peer")).isNull();
    }

    @Test
    void turnedOffNothingIsToldOrLearned() {
        Coordinates off = new Coordinates(false, new Random(3), Telemetry.NONE);

        off.pinged("peer", Duration.ofMillis(20), theirs.ackPayload());

        assertThat(off.ackPayload()).isEmpty();
        assertThat(off.of("peer")).isNull();
    }
}
