package io.praetor.server.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.kv.TombstoneRequest;
import io.praetor.model.log.CommandType;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.server.testing.LeaderFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TombstoneReaperTest {
    private final LeaderFixture fixture = new LeaderFixture();
    private final TombstoneReaper reaper = new TombstoneReaper(
            fixture.writes, fixture.timers, Runnable::run, fixture.ticker, () -> 7L, "dc1", Telemetry.NONE);

    private List<Long> reaped() {
        return fixture.proposed(CommandType.TOMBSTONE, TombstoneRequest.CODEC).stream()
                .map(TombstoneRequest::reapIndex)
                .toList();
    }

    @Test
    void reapsAfterAQuarterOfAnHourInHalfMinutes() {
        reaper.begin();
        fixture.pass(Duration.ofMinutes(1));
        reaper.tombstonesAdded(20);
        reaper.tombstonesAdded(21);
        fixture.pass(Duration.ofMinutes(2));
        reaper.tombstonesAdded(40);

        fixture.pass(Duration.ofMinutes(11));
        assertThat(reaped()).isEmpty();
        fixture.pass(Duration.ofMinutes(1).plusSeconds(31));
        assertThat(reaped()).containsExactly(7L);
        fixture.pass(Duration.ofMinutes(4));

        assertThat(reaped()).containsExactly(7L, 21L, 40L);
        assertThat(fixture.timers.size()).isZero();
    }

    @Test
    void doesNothingUnlessItLeads() {
        reaper.tombstonesAdded(20);
        reaper.begin();
        reaper.end();
        reaper.tombstonesAdded(21);

        fixture.pass(Duration.ofMinutes(20));

        assertThat(reaped()).isEmpty();
        assertThat(fixture.timers.size()).isZero();
    }
}
