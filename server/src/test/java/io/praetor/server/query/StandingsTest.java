package io.praetor.server.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.Bytes;
import io.praetor.model.kv.KvEntry;
import io.praetor.server.Meter;
import io.praetor.server.TimerWheel;
import io.praetor.server.acl.Viewers;
import io.praetor.server.leader.Leadership;
import io.praetor.server.state.StateException;
import io.praetor.server.state.StateStore;
import io.praetor.server.testing.ManualLog;
import io.praetor.server.testing.ManualTicker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StandingsTest {
    private final ManualTicker ticker = new ManualTicker();
    private final TimerWheel timers = new TimerWheel(ticker);
    private final Queue<Runnable> wakes = new ArrayDeque<>();
    private final StateStore store = new StateStore(wakes::add, ticker);
    private final Leadership leadership = new Leadership(new ManualLog(), timers, Duration.ofSeconds(7), wakes::add);
    private final LocalQueries queries = new LocalQueries(
            "dc1",
            store::current,
            Viewers.OFF,
            new ManualLog(),
            leadership,
            timers,
            new Random(1),
            wakes::add,
            ReadLimits.DEFAULT,
            Meter.NONE);

    StandingsTest() {
        leadership.established();
    }

    private void put(long index, String key) {
        try {
            store.write(index, write -> write.kv().set(new KvEntry(0, key, 0, Bytes.of("v" + index), "", 0, 0)));
        } catch (StateException e) {
            throw new AssertionError(e);
        }
    }

    private void wake() {
        for (Runnable task = wakes.poll(); task != null; task = wakes.poll()) {
            task.run();
        }
    }

    private Standing<?> stand(ReadOptions options) {
        return Objects.requireNonNull(queries.stand(new KvList("a"), options));
    }

    @Test
    void holdUntilWhatTheyDependOnChanges() {
        put(1, "a");
        Standing<?> standing = stand(ReadOptions.NOW);
        assertThat(standing.holds()).isTrue();

        put(2, "b");
        assertThat(standing.holds()).isTrue();

        put(3, "a");
        assertThat(standing.holds()).as("before anybody was woken").isFalse();
        wake();
        assertThat(standing.holds()).isFalse();
    }

    @Test
    void areInDoubtWhileOthersAreBeingWoken() {
        put(1, "a");
        Standing<?> other = Objects.requireNonNull(queries.stand(new KvList("b"), ReadOptions.NOW));
        Standing<?> standing = stand(ReadOptions.NOW);

        put(2, "b");
        assertThat(standing.holds()).isFalse();
        wake();

        assertThat(standing.holds()).isTrue();
        assertThat(other.holds()).isFalse();
    }

    @Test
    void holdOnlyWhileSuchAReadMayBeAnswered() {
        Standing<?> fresh = stand(ReadOptions.NOW);
        Standing<?> stale = stand(ReadOptions.STALE_NOW);

        leadership.lost();

        assertThat(fresh.holds()).isFalse();
        assertThat(stale.holds()).isTrue();
        assertThat(queries.stand(new KvList("a"), ReadOptions.NOW)).isNull();
    }

    @Test
    void areNotForOtherDatacentersNorForCertainty() {
        ReadOptions elsewhere = new ReadOptions("dc2", Consistency.STALE, 0, Duration.ZERO, "");
        ReadOptions certain = new ReadOptions(null, Consistency.CONSISTENT, 0, Duration.ZERO, "");

        assertThat(queries.stand(new KvList("a"), elsewhere)).isNull();
        assertThat(queries.stand(new KvList("a"), certain)).isNull();
    }

    @Test
    void leaveNothingBehindWhenClosed() {
        Standing<?> standing = stand(ReadOptions.NOW);
        assertThat(store.watchedCells()).isPositive();

        standing.close();

        assertThat(standing.holds()).isFalse();
        assertThat(store.watchedCells()).isZero();
    }
}
