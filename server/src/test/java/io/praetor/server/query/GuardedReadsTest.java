package io.praetor.server.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.Bytes;
import io.praetor.model.kv.KvEntry;
import io.praetor.server.Meter;
import io.praetor.server.RequestFailure;
import io.praetor.server.TimerWheel;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.Viewers;
import io.praetor.server.leader.Leadership;
import io.praetor.server.state.StateException;
import io.praetor.server.state.StateStore;
import io.praetor.server.testing.ManualLog;
import io.praetor.server.testing.ManualTicker;
import io.praetor.store.Watches;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuardedReadsTest {
    private final ManualTicker ticker = new ManualTicker();
    private final TimerWheel timers = new TimerWheel(ticker);
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final StateStore store = new StateStore(tasks::add, ticker);
    private final Leadership leadership = new Leadership(new ManualLog(), timers, Duration.ofSeconds(7), tasks::add);
    private final Map<String, CompletableFuture<Authorizer>> tokens = new HashMap<>();
    private final LocalQueries queries = new LocalQueries(
            "dc1",
            store::current,
            new Viewers(this::resolve, false),
            new ManualLog(),
            leadership,
            timers,
            new Random(1),
            tasks::add,
            ReadLimits.DEFAULT,
            Meter.NONE);

    GuardedReadsTest() {
        leadership.established();
        leadership.begun();
        give("", "nothing");
        put(5, "a");
        put(6, "b");
    }

    private CompletableFuture<Authorizer> resolve(String secret) {
        CompletableFuture<Authorizer> known = tokens.get(secret);
        return known == null ? CompletableFuture.failedFuture(RequestFailure.aclNotFound()) : known;
    }

    /// Gives a token the right to read keys.
    private void give(String secret, String... keys) {
        tokens.put(secret, CompletableFuture.completedFuture(new Reader(List.of(keys))));
    }

    private record Reader(List<String> keys) implements Authorizer {
        @Override
        public boolean allows(Resource resource, String name, Access access) {
            return keys.contains(name);
        }

        @Override
        public boolean allowsAll(Resource resource, Access access) {
            return false;
        }

        @Override
        public String accessor() {
            return "";
        }
    }

    private void put(long index, String key) {
        try {
            store.write(index, write -> write.kv().set(new KvEntry(0, key, 0, Bytes.of("" + index), "", 0, 0)));
        } catch (StateException e) {
            throw new AssertionError(e);
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void passTheWait() {
        ticker.pass(Duration.ofMinutes(6));
        timers.advance();
        runTasks();
    }

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

        String shown() {
            return failures.isEmpty()
                    ? answers.stream().map(Answer::value).toList().toString()
                    : failures.stream().map(Throwable::getMessage).toList().toString();
        }
    }

    private Result<List<String>> keys(String secret, long after) {
        Result<List<String>> result = new Result<>();
        queries.read(new KvKeys("", ""), ReadOptions.NOW.as(secret).after(after, Duration.ofMinutes(5)), result);
        return result;
    }

    private Answer<List<String>> keys(String secret) {
        return keys(secret, 0).answers.getFirst();
    }

    @Test
    void saysThatSomethingIsMissingExceptToStrangers() {
        give("one", "a");
        give("all", "a", "b");

        assertThat(keys("one").value()).containsExactly("a");
        assertThat(keys("one").filtered()).isTrue();
        assertThat(keys("all").filtered()).isFalse();
        // somebody without a token could find out by filter expressions what there is
        assertThat(keys("").value()).isEmpty();
        assertThat(keys("").filtered()).isFalse();
        // nobody learns from the index what changes
        assertThat(keys("").index()).isEqualTo(6);
    }

    @Test
    void anUnknownTokenIsRefusedWhereverItIsShown() {
        Result<List<String>> now = keys("gone", 0);
        Result<List<String>> later = keys("gone", 6);

        assertThat(now.shown()).isEqualTo("[ACL not found]");
        assertThat(later.shown()).isEqualTo("[ACL not found]");
        assertThat(queries.answerNow(new KvKeys("", ""), ReadOptions.NOW.as("gone"), new Result<>()))
                .isFalse();
        assertThat(queries.stand(new KvKeys("", ""), ReadOptions.NOW.as("gone")))
                .isNull();
        assertThat(queries.parked()).isZero();
        assertThat(store.watchedCells()).isZero();
    }

    @Test
    void aTokenThatChangesWhileAReadWaitsCountsAtTheNextAnswer() {
        give("t", "a", "b");
        Result<List<String>> woken = keys("t", 6);

        give("t", "a");
        runTasks();
        assertThat(woken.answers).isEmpty();
        put(7, "b");
        runTasks();

        assertThat(woken.shown()).isEqualTo("[[a]]");
    }

    @Test
    void aTokenThatIsRevokedWhileAReadWaitsGetsNothingMore() {
        give("t", "a", "b");
        Result<List<String>> woken = keys("t", 6);
        tokens.remove("t");

        put(7, "b");
        runTasks();

        assertThat(woken.shown()).isEqualTo("[ACL not found]");
        assertThat(queries.parked()).isZero();
        assertThat(queries.groups()).isZero();
    }

    @Test
    void theLastAnswerIsNotGivenToATokenThatHasChangedSinceWhenTheTimeIsOver() {
        give("t", "a", "b");
        give("u", "a", "b");
        give("v", "a", "b");
        Result<List<String>> less = keys("t", 6);
        Result<List<String>> revoked = keys("u", 6);
        Result<List<String>> same = keys("v", 6);
        give("t", "b");
        tokens.remove("u");

        passTheWait();

        assertThat(less.shown()).isEqualTo("[[b]]");
        assertThat(revoked.shown()).isEqualTo("[ACL not found]");
        assertThat(same.shown()).isEqualTo("[[a, b]]");
        assertThat(queries.parked()).isZero();
        assertThat(timers.size()).isZero();
    }

    @Test
    void aTokenThatIsNotKnownYetCostsNoThread() {
        CompletableFuture<Authorizer> coming = new CompletableFuture<>();
        tokens.put("late", coming);

        Result<List<String>> now = keys("late", 0);
        Result<List<String>> waiting = keys("late", 6);
        runTasks();
        assertThat(now.answers).isEmpty();
        coming.complete(new Reader(List.of("b")));
        runTasks();

        assertThat(now.shown()).isEqualTo("[[b]]");
        assertThat(waiting.answers).isEmpty();
        put(7, "c");
        runTasks();
        assertThat(waiting.shown()).isEqualTo("[[b]]");
    }

    @Test
    void aTokenThatNobodyCanLookUpIsRefused() {
        CompletableFuture<Authorizer> coming = new CompletableFuture<>();
        tokens.put("late", coming);

        Result<List<String>> now = keys("late", 0);
        Result<List<String>> waiting = keys("late", 6);
        coming.completeExceptionally(RequestFailure.aclNotFound());
        runTasks();

        assertThat(now.shown()).isEqualTo("[ACL not found]");
        assertThat(waiting.shown()).isEqualTo("[ACL not found]");
        assertThat(queries.parked()).isZero();
    }

    @Test
    void anAnswerThatIsKeptHoldsAsLongAsItsTokenIsWhatItWas() {
        give("t", "a");
        give("u", "a");
        Standing<List<String>> changed = stand("t");
        Standing<List<String>> revoked = stand("u");
        assertThat(changed.holds()).isTrue();
        assertThat(revoked.holds()).isTrue();

        give("t", "b");
        tokens.remove("u");

        assertThat(changed.holds()).isFalse();
        assertThat(revoked.holds()).isFalse();
    }

    private Standing<List<String>> stand(String secret) {
        return Objects.requireNonNull(queries.stand(new KvKeys("", ""), ReadOptions.NOW.as(secret)));
    }

    @Test
    void whoMaySeeEverythingGetsTheSameObjectsAsWithoutControl() {
        give("all", "a", "b");
        KvEntry stored = Objects.requireNonNull(
                store.current().kv().get("a", Watches.NONE).value());
        Result<@Nullable KvEntry> seen = new Result<>();

        queries.read(new KvGet("a"), ReadOptions.NOW.as("all"), seen);

        assertThat(seen.answers.getFirst().value()).isSameAs(stored);
    }
}
