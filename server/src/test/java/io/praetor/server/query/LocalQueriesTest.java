package io.praetor.server.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.Bytes;
import io.praetor.model.kv.KvEntry;
import io.praetor.server.Cancellable;
import io.praetor.server.Meter;
import io.praetor.server.RequestFailure;
import io.praetor.server.TimerWheel;
import io.praetor.server.acl.Viewer;
import io.praetor.server.acl.Viewers;
import io.praetor.server.leader.Leadership;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.server.state.StateException;
import io.praetor.server.state.StateStore;
import io.praetor.server.testing.ManualLog;
import io.praetor.server.testing.ManualTicker;
import io.praetor.store.Watches;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LocalQueriesTest {
    private final ManualTicker ticker = new ManualTicker();
    private final TimerWheel timers = new TimerWheel(ticker);
    private final ManualLog log = new ManualLog();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final StateStore store = new StateStore(tasks::add, ticker);
    private final Leadership leadership = new Leadership(log, timers, Duration.ofSeconds(7), tasks::add);
    private final LocalQueries queries = new LocalQueries(
            "dc1",
            store::current,
            Viewers.OFF,
            log,
            leadership,
            timers,
            new Random(1),
            tasks::add,
            ReadLimits.DEFAULT,
            Meter.NONE);

    LocalQueriesTest() {
        leadership.established();
        leadership.begun();
    }

    private void put(long index, String key, String value) {
        try {
            store.write(index, write -> write.kv().set(new KvEntry(0, key, 0, Bytes.of(value), "", 0, 0)));
        } catch (StateException e) {
            throw new AssertionError(e);
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void pass(Duration duration) {
        ticker.pass(duration);
        timers.advance();
        runTasks();
    }

    /// What came of a read.
    private static final class Result<T extends @Nullable Object> implements ReadCallback<T> {
        final List<Answer<T>> answers = new ArrayList<>();
        final List<Throwable> failures = new ArrayList<>();

        @Override
        public void answered(Answer<T> answer) {
            answers.add(answer);
        }

        @Override
        public void failed(Throwable cause) {
            failures.add(cause);
        }

        boolean isPending() {
            return answers.isEmpty() && failures.isEmpty();
        }
    }

    /// Counts how often it is evaluated; equal by key.
    private record Counting(String key, AtomicInteger count) implements Query<@Nullable KvEntry> {
        @Override
        public Indexed<@Nullable KvEntry> evaluate(State state, Watches watches, Viewer viewer) {
            count.incrementAndGet();
            return state.kv().get(key, watches);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Counting that && key.equals(that.key);
        }

        @Override
        public int hashCode() {
            return key.hashCode();
        }
    }

    private static ReadOptions after(long index) {
        return ReadOptions.NOW.after(index, Duration.ofSeconds(160));
    }

    @Test
    void answersAtOnceWhenNoIndexIsGiven() {
        put(5, "a", "1");
        Result<@Nullable KvEntry> result = new Result<>();

        queries.read(new KvGet("a"), ReadOptions.NOW, result);

        Answer<@Nullable KvEntry> answer = result.answers.getFirst();
        assertThat(answer.index()).isEqualTo(5);
        assertThat(answer.knownLeader()).isTrue();
        assertThat(answer.lastContact()).isZero();
        assertThat(answer.consistencyLevel()).isEqualTo("leader");
    }

    @Test
    void neverAnswersWithIndexZero() {
        Result<List<KvEntry>> result = new Result<>();

        queries.read(new KvList("nothing"), ReadOptions.NOW, result);

        assertThat(result.answers.getFirst().index()).isEqualTo(1);
    }

    @Test
    void answersAtOnceWhenTheIndexHasPassed() {
        put(5, "a", "1");
        Result<@Nullable KvEntry> result = new Result<>();

        queries.read(new KvGet("a"), after(4), result);

        assertThat(result.answers).hasSize(1);
        assertThat(queries.parked()).isZero();
        assertThat(store.watchedCells()).isZero();
    }

    @Test
    void waitsForTheKeyAndForNoOther() {
        put(5, "a", "1");
        Result<@Nullable KvEntry> result = new Result<>();
        queries.read(new KvGet("a"), after(5), result);

        put(6, "ab", "x");
        runTasks();
        assertThat(result.isPending()).isTrue();

        put(7, "a", "2");
        runTasks();
        assertThat(result.answers.getFirst().index()).isEqualTo(7);
        assertThat(queries.parked()).isZero();
        assertThat(queries.groups()).isZero();
        assertThat(store.watchedCells()).isZero();
    }

    @Test
    void equalReadsShareOneEvaluationAndOneAnswer() {
        put(5, "a", "1");
        AtomicInteger evaluations = new AtomicInteger();
        List<Result<@Nullable KvEntry>> results = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Result<@Nullable KvEntry> result = new Result<>();
            queries.read(new Counting("a", evaluations), after(5), result);
            results.add(result);
        }
        assertThat(evaluations).hasValue(1);

        put(6, "a", "2");
        runTasks();

        assertThat(evaluations).hasValue(2);
        Answer<@Nullable KvEntry> shared = results.getFirst().answers.getFirst();
        assertThat(results).allSatisfy(result -> assertThat(result.answers).containsExactly(shared));
        AtomicInteger encodings = new AtomicInteger();
        results.forEach(result -> result.answers.getFirst().encoded(0, _ -> {
            encodings.incrementAndGet();
            return new byte[1];
        }));
        assertThat(encodings).hasValue(1);
    }

    @Test
    void doesNotMixAuthoritiesOrConsistencies() {
        put(5, "a", "1");
        AtomicInteger evaluations = new AtomicInteger();
        Counting query = new Counting("a", evaluations);

        queries.read(query, after(5), new Result<>());
        queries.read(query, new ReadOptions(null, Consistency.DEFAULT, 5, Duration.ZERO, "secret"), new Result<>());
        queries.read(query, new ReadOptions(null, Consistency.STALE, 5, Duration.ZERO, ""), new Result<>());

        assertThat(evaluations).hasValue(3);
        assertThat(queries.groups()).isEqualTo(3);
    }

    @Test
    void answersWithThePresentValueWhenTheTimeIsOver() {
        put(5, "a", "1");
        Result<@Nullable KvEntry> result = new Result<>();
        queries.read(new KvGet("a"), after(5), result);

        pass(Duration.ofSeconds(160).minusMillis(1));
        assertThat(result.isPending()).isTrue();

        pass(Duration.ofSeconds(10).plusMillis(20));
        assertThat(result.answers.getFirst().index()).isEqualTo(5);
        assertThat(store.watchedCells()).isZero();
        assertThat(timers.size()).isZero();
    }

    @Test
    void waitsFiveMinutesByDefaultAndNeverLongerThanTen() {
        Result<@Nullable KvEntry> byDefault = new Result<>();
        Result<@Nullable KvEntry> longest = new Result<>();
        queries.read(new KvGet("a"), ReadOptions.NOW.after(1, Duration.ofSeconds(-1)), byDefault);
        queries.read(new KvGet("b"), ReadOptions.NOW.after(1, Duration.ofDays(1)), longest);

        pass(Duration.ofSeconds(299));
        assertThat(byDefault.isPending()).isTrue();
        pass(Duration.ofSeconds(20));
        assertThat(byDefault.answers).hasSize(1);

        pass(Duration.ofSeconds(280));
        assertThat(longest.isPending()).isTrue();
        pass(Duration.ofSeconds(39));
        assertThat(longest.answers).hasSize(1);
    }

    @Test
    void aCancelledReadLeavesNothingBehind() {
        put(5, "a", "1");
        Result<@Nullable KvEntry> result = new Result<>();
        Cancellable handle = queries.read(new KvGet("a"), after(5), result);

        handle.cancel();
        put(6, "a", "2");
        runTasks();

        assertThat(result.isPending()).isTrue();
        assertThat(queries.parked()).isZero();
        assertThat(queries.groups()).isZero();
        assertThat(store.watchedCells()).isZero();
        assertThat(timers.size()).isZero();
    }

    @Test
    void aRestoreAnswersEveryBlockedRead() {
        put(5, "a", "1");
        Result<@Nullable KvEntry> reads = new Result<>();
        Result<List<KvEntry>> lists = new Result<>();
        queries.read(new KvGet("a"), after(5), reads);
        queries.read(new KvList("zzz"), after(900), lists);

        queries.abandon();
        runTasks();

        assertThat(reads.answers).hasSize(1);
        assertThat(lists.answers).hasSize(1);
        assertThat(store.watchedCells()).isZero();
    }

    @Test
    void failsWhereAWakeFindsNoLeader() {
        put(5, "a", "1");
        Result<@Nullable KvEntry> result = new Result<>();
        queries.read(new KvGet("a"), after(5), result);
        leadership.lost();
        log.leader = false;

        put(6, "a", "2");
        runTasks();

        assertThat(result.failures).singleElement().isInstanceOfSatisfying(RequestFailure.class, failure -> {
            assertThat(failure.text()).isEqualTo("No cluster leader");
            assertThat(failure.kind()).isEqualTo(RequestFailure.Kind.NO_LEADER);
        });
    }

    @Test
    void refusesAReadWhenItDoesNotLead() {
        leadership.lost();
        Result<@Nullable KvEntry> result = new Result<>();

        queries.read(new KvGet("a"), ReadOptions.NOW, result);

        assertThat(result.failures).singleElement().hasToString("io.praetor.server.RequestFailure: No cluster leader");
    }

    @Test
    void answersAtOnceOnlyWhatItMay() {
        put(5, "a", "1");
        Result<@Nullable KvEntry> leading = new Result<>();
        Result<@Nullable KvEntry> following = new Result<>();

        assertThat(queries.answerNow(new KvGet("a"), ReadOptions.NOW, leading)).isTrue();
        leadership.lost();
        assertThat(queries.answerNow(new KvGet("a"), ReadOptions.NOW, following))
                .isFalse();

        assertThat(leading.answers).hasSize(1);
        assertThat(following.isPending()).isTrue();
    }

    @Test
    void anyServerAnswersAStaleRead() {
        leadership.lost();
        log.leader = false;
        put(5, "a", "1");
        Result<@Nullable KvEntry> result = new Result<>();

        queries.read(new KvGet("a"), ReadOptions.STALE_NOW, result);

        Answer<@Nullable KvEntry> answer = result.answers.getFirst();
        assertThat(answer.consistencyLevel()).isEqualTo("stale");
        assertThat(answer.lastContact()).isEqualTo(Duration.ofMillis(40));
        assertThat(answer.knownLeader()).isTrue();
    }

    @Test
    void aConsistentReadWaitsForAQuorum() {
        log.holdReadIndex = true;
        Result<@Nullable KvEntry> result = new Result<>();
        queries.read(new KvGet("a"), new ReadOptions(null, Consistency.CONSISTENT, 0, Duration.ZERO, ""), result);
        assertThat(result.isPending()).isTrue();

        log.readIndexes.getFirst().complete(9L);
        runTasks();

        assertThat(result.answers.getFirst().consistencyLevel()).isEqualTo("consistent");
    }

    @Test
    void aConsistentReadWaitsUntilTheLeaderIsReady() {
        leadership.lost();
        leadership.established();
        Result<@Nullable KvEntry> result = new Result<>();
        queries.read(new KvGet("a"), new ReadOptions(null, Consistency.CONSISTENT, 0, Duration.ZERO, ""), result);
        runTasks();
        assertThat(result.isPending()).isTrue();

        pass(Duration.ofSeconds(8));

        assertThat(result.failures)
                .singleElement()
                .hasToString("io.praetor.server.RequestFailure: Not ready to serve consistent reads");
    }

    @Test
    void refusesMoreBlockedReadsThanItMayHold() {
        LocalQueries small = new LocalQueries(
                "dc1",
                store::current,
                Viewers.OFF,
                log,
                leadership,
                timers,
                new Random(1),
                tasks::add,
                new ReadLimits(Duration.ofMinutes(5), Duration.ofMinutes(10), 1),
                Meter.NONE);
        Result<@Nullable KvEntry> first = new Result<>();
        Result<@Nullable KvEntry> second = new Result<>();
        Result<@Nullable KvEntry> third = new Result<>();

        Cancellable handle = small.read(new KvGet("a"), after(5), first);
        small.read(new KvGet("b"), after(5), second);
        handle.cancel();
        small.read(new KvGet("b"), after(5), third);

        assertThat(first.isPending()).isTrue();
        assertThat(second.failures)
                .singleElement()
                .extracting(failure -> ((RequestFailure) failure).kind())
                .isEqualTo(RequestFailure.Kind.RATE_LIMITED);
        assertThat(third.isPending()).isTrue();
    }

    @Test
    void knowsNoOtherDatacenter() {
        Result<@Nullable KvEntry> result = new Result<>();

        queries.read(new KvGet("a"), new ReadOptions("nowhere", Consistency.DEFAULT, 0, Duration.ZERO, ""), result);

        assertThat(result.failures)
                .singleElement()
                .hasToString("io.praetor.server.RequestFailure: No path to datacenter");
    }

    @Test
    void closingFailsWhoeverWaits() {
        Result<@Nullable KvEntry> parked = new Result<>();
        queries.read(new KvGet("a"), after(5), parked);

        leadership.close();
        queries.close();
        Result<@Nullable KvEntry> late = new Result<>();
        queries.read(new KvGet("a"), after(5), late);
        runTasks();

        assertThat(parked.failures).hasSize(1);
        assertThat(late.failures).hasSize(1);
        assertThat(store.watchedCells()).isZero();
        assertThat(timers.size()).isZero();
    }

    @Test
    void aReadThatMakesNoSenseIsRefusedParkedOrNot() {
        Result<List<io.praetor.model.session.Session>> now = new Result<>();
        Result<List<io.praetor.model.session.Session>> later = new Result<>();

        queries.read(new SessionGet("x"), ReadOptions.NOW, now);
        queries.read(new SessionGet("x"), after(5), later);
        runTasks();

        String text = "failed session lookup: index error: UUID must be 36 characters";
        assertThat(now.failures)
                .singleElement()
                .extracting(Throwable::getMessage)
                .isEqualTo(text);
        assertThat(later.failures)
                .singleElement()
                .extracting(Throwable::getMessage)
                .isEqualTo(text);
        assertThat(queries.groups()).isZero();
    }
}
