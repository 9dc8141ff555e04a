package io.praetor.agent.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.telemetry.Telemetry;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.TimerWheel;
import io.praetor.server.query.Answer;
import io.praetor.server.query.AnswerCache;
import io.praetor.server.query.CacheControl;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `http-api.md` §3.
class AgentCacheTest {
    private final AtomicLong now = new AtomicLong(1);
    private final TimerWheel timers = new TimerWheel(now::get);
    private final AgentCache cache = cache(CacheSettings.DEFAULT, 3);
    private final List<Asked> fetches = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    private AgentCache cache(CacheSettings settings, int most) {
        return new AgentCache("dc1", settings, timers, Runnable::run, now::get, CacheFigures.in(Telemetry.NONE), most);
    }

    /// A fetch that the test answers.
    private static final class Asked implements Cancellable {
        final ReadOptions options;
        private final ReadCallback<String> done;
        boolean cancelled;

        Asked(ReadOptions options, ReadCallback<String> done) {
            this.options = options;
            this.done = done;
        }

        void answer(String value, long index) {
            done.answered(new Answer<>(value, index, true, Duration.ZERO, Consistency.STALE));
        }

        void fail() {
            done.failed(RequestFailure.internal("no"));
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private AnswerCache.Question<String> question(String key, AnswerCache.Kind kind) {
        return new AnswerCache.Question<>(key, kind, (options, done) -> {
            Asked asked = new Asked(options, done);
            fetches.add(asked);
            return asked;
        });
    }

    private Cancellable read(AnswerCache.Question<String> question, ReadOptions options, CacheControl control) {
        return read(cache, question, options, control);
    }

    private Cancellable read(
            AgentCache from, AnswerCache.Question<String> question, ReadOptions options, CacheControl control) {
        return from.read(question, options, control, new AnswerCache.Callback<>() {
            @Override
            public void answered(Answer<String> answer, @Nullable Duration age) {
                answers.add(answer.value() + (age == null ? " miss" : " hit " + age.toSeconds()));
            }

            @Override
            public void failed(Throwable cause) {
                answers.add("failed: " + cause.getMessage());
            }
        });
    }

    private void follow(String key) {
        read(question(key, AnswerCache.Kind.FOLLOWED), ReadOptions.NOW, CacheControl.ANY);
    }

    private void ask(CacheControl control) {
        read(question("q", AnswerCache.Kind.SIMPLE), ReadOptions.NOW, control);
    }

    private static CacheControl atMost(long seconds) {
        return new CacheControl(Duration.ofSeconds(seconds), false, Duration.ZERO);
    }

    private String told() {
        String told = String.join(", ", answers);
        answers.clear();
        return told;
    }

    private void pass(Duration time) {
        Duration left = time;
        while (left.isPositive()) {
            Duration step = left.compareTo(Duration.ofSeconds(10)) > 0 ? Duration.ofSeconds(10) : left;
            now.addAndGet(step.toNanos());
            timers.advance();
            left = left.minus(step);
        }
    }

    @Test
    void asksOnceForAllWhoComeMeanwhileAndFollowsFromThere() {
        follow("q");
        follow("q");
        assertThat(fetches).hasSize(1);
        assertThat(fetches.getFirst().options)
                .isEqualTo(new ReadOptions("dc1", Consistency.STALE, 0, Duration.ofMinutes(10), ""));

        fetches.getFirst().answer("a", 7);
        assertThat(told()).isEqualTo("a miss, a miss");
        assertThat(fetches).hasSize(2);
        assertThat(fetches.get(1).options.minIndex()).isEqualTo(7);

        follow("q");
        fetches.get(1).answer("b", 9);
        follow("q");
        assertThat(told()).isEqualTo("a hit 0, b hit 0");
        assertThat(fetches.get(2).options.minIndex()).isEqualTo(9);
    }

    @Test
    void keepsApartWhatDiffersInQuestionDatacenterOrToken() {
        AgentCache large = cache(CacheSettings.DEFAULT, 10);
        AnswerCache.Question<String> question = question("q", AnswerCache.Kind.FOLLOWED);
        read(large, question, ReadOptions.NOW, CacheControl.ANY);
        read(large, question, ReadOptions.NOW.as("secret"), CacheControl.ANY);
        read(large, question("p", AnswerCache.Kind.FOLLOWED), ReadOptions.NOW, CacheControl.ANY);
        read(large, question, new ReadOptions("dc2", Consistency.DEFAULT, 0, Duration.ZERO, ""), CacheControl.ANY);
        read(large, question, new ReadOptions("dc1", Consistency.STALE, 0, Duration.ZERO, ""), CacheControl.ANY);

        assertThat(large.size()).isEqualTo(4);
        assertThat(fetches).extracting(asked -> asked.options.token()).containsExactly("", "secret", "", "");
        assertThat(fetches).extracting(asked -> asked.options.datacenter()).containsExactly("dc1", "dc1", "dc1", "dc2");
    }

    @Test
    void doesNotMindAnAgeOfWhatItFollows() {
        follow("q");
        fetches.getFirst().answer("a", 7);
        pass(Duration.ofMinutes(1));

        read(
                question("q", AnswerCache.Kind.FOLLOWED),
                ReadOptions.NOW,
                new CacheControl(Duration.ZERO, true, Duration.ZERO));

        assertThat(told()).isEqualTo("a miss, a hit 0");
    }

    @Test
    void letsReadersWaitForAnIndex() {
        follow("q");
        fetches.getFirst().answer("a", 7);
        told();
        ReadOptions after = ReadOptions.NOW.after(7, Duration.ofSeconds(30));
        read(question("q", AnswerCache.Kind.FOLLOWED), after, CacheControl.ANY);
        Cancellable gone = read(question("q", AnswerCache.Kind.FOLLOWED), after, CacheControl.ANY);
        read(question("q", AnswerCache.Kind.FOLLOWED), ReadOptions.NOW.after(6, Duration.ZERO), CacheControl.ANY);
        assertThat(told()).isEqualTo("a hit 0");

        gone.cancel();
        fetches.get(1).answer("a", 7);
        assertThat(told()).isEmpty();
        fetches.get(2).answer("b", 8);

        assertThat(told()).isEqualTo("b miss");
        pass(Duration.ofSeconds(31));
        assertThat(told()).isEmpty();
    }

    @Test
    void answersAsItIsWhenTheWaitIsOver() {
        ReadOptions after = ReadOptions.NOW.after(7, Duration.ofSeconds(30));
        read(question("q", AnswerCache.Kind.FOLLOWED), after, CacheControl.ANY);
        fetches.getFirst().answer("a", 7);
        assertThat(told()).isEmpty();

        pass(Duration.ofSeconds(31));

        assertThat(told()).isEqualTo("a miss");
    }

    @Test
    void forgetsAQuestionThatCouldNotBeAnswered() {
        follow("q");
        fetches.getFirst().fail();

        assertThat(told()).isEqualTo("failed: no");
        assertThat(cache.size()).isZero();
        pass(Duration.ofMinutes(5));
        assertThat(fetches).hasSize(1);
        follow("q");
        assertThat(fetches).hasSize(2);
    }

    @Test
    void keepsTheOldAnswerWhileItCannotFollowAndShowsItsAge() {
        follow("q");
        fetches.getFirst().answer("a", 7);
        pass(Duration.ofMinutes(1));
        fetches.get(1).fail();
        now.addAndGet(Duration.ofSeconds(5).toNanos());

        follow("q");
        assertThat(told()).isEqualTo("a miss, a hit 5");
        timers.advance();
        assertThat(fetches.get(2).options.minIndex()).isZero();
        fetches.get(2).answer("a", 7);
        follow("q");

        assertThat(told()).isEqualTo("a hit 0");
    }

    @Test
    void waitsLongerAndLongerAfterFailures() {
        follow("q");
        fetches.getFirst().answer("a", 7);
        List<Integer> seconds = new ArrayList<>();
        for (int i = 1; i <= 11; i++) {
            fetches.get(i).fail();
            int waited = 0;
            now.addAndGet(Duration.ofMillis(100).toNanos());
            timers.advance();
            while (fetches.size() == i + 1) {
                waited++;
                now.addAndGet(Duration.ofSeconds(1).toNanos());
                timers.advance();
            }
            seconds.add(waited);
        }

        assertThat(seconds).containsExactly(0, 0, 0, 2, 4, 8, 16, 32, 60, 60, 60);
    }

    @Test
    void failsWhoWaitsWhenFollowingFails() {
        follow("q");
        fetches.getFirst().answer("a", 7);
        told();
        read(
                question("q", AnswerCache.Kind.FOLLOWED),
                ReadOptions.NOW.after(7, Duration.ofSeconds(30)),
                CacheControl.ANY);

        fetches.get(1).fail();

        assertThat(told()).isEqualTo("failed: no");
    }

    @ParameterizedTest
    @CsvSource({"9, false, true", "10, false, true", "11, false, false", "1, true, false"})
    void asksAgainForWhatIsTooOld(long age, boolean revalidate, boolean hit) {
        ask(CacheControl.ANY);
        fetches.getFirst().answer("a", 7);
        told();
        now.addAndGet(Duration.ofSeconds(age).toNanos());

        ask(new CacheControl(Duration.ofSeconds(10), revalidate, Duration.ZERO));

        assertThat(fetches).hasSize(hit ? 1 : 2);
        if (!hit) {
            fetches.get(1).answer("b", 7);
        }
        assertThat(told()).isEqualTo(hit ? "a hit " + age : "b miss");
    }

    @Test
    void aSimpleAnswerIsNeitherFollowedNorWaitedFor() {
        ask(CacheControl.ANY);
        fetches.getFirst().answer("a", 7);
        pass(Duration.ofHours(1));
        read(question("q", AnswerCache.Kind.SIMPLE), ReadOptions.NOW.after(7, Duration.ZERO), CacheControl.ANY);

        assertThat(fetches).hasSize(1);
        assertThat(told()).isEqualTo("a miss, a hit 3600");
    }

    @Test
    void anOldAnswerWillDoIfAskingFailsAndTheReaderSaysSo() {
        ask(CacheControl.ANY);
        fetches.getFirst().answer("a", 7);
        told();
        now.addAndGet(Duration.ofSeconds(20).toNanos());
        ask(new CacheControl(Duration.ofSeconds(1), false, Duration.ofSeconds(20)));
        ask(new CacheControl(Duration.ofSeconds(1), false, Duration.ofSeconds(19)));

        fetches.get(1).fail();
        assertThat(told()).isEqualTo("a hit 20, failed: no");

        ask(atMost(1));
        fetches.get(2).answer("b", 7);
        assertThat(told()).isEqualTo("b miss");
    }

    @Test
    void dropsWhatWasUnusedForLongest() {
        for (String key : List.of("a", "b", "c")) {
            follow(key);
            fetches.getLast().answer(key, 1);
        }
        follow("a");
        follow("d");

        assertThat(cache.size()).isEqualTo(3);
        assertThat(fetches.stream().filter(asked -> asked.cancelled))
                .singleElement()
                .satisfies(asked -> {
                    assertThat(fetches.indexOf(asked)).isEqualTo(3);
                });
        told();
        follow("a");
        assertThat(told()).isEqualTo("a hit 0");
    }

    @Test
    void dropsWhatNobodyAskedForInThreeDays() {
        follow("q");
        fetches.getFirst().answer("a", 1);
        pass(Duration.ofDays(2));
        follow("q");
        pass(Duration.ofHours(71));
        assertThat(cache.size()).isEqualTo(1);

        pass(Duration.ofHours(2));

        assertThat(cache.size()).isZero();
        assertThat(fetches.getLast().cancelled).isTrue();
        assertThat(timers.size()).isZero();
    }

    @Test
    void limitsHowOftenOneEntryIsAskedFor() {
        AgentCache limited = cache(new CacheSettings(0.5, 2), 3);
        AnswerCache.Question<String> question = question("q", AnswerCache.Kind.FOLLOWED);
        read(limited, question, ReadOptions.NOW, CacheControl.ANY);
        fetches.get(0).answer("a", 1);
        fetches.get(1).answer("b", 2);
        assertThat(fetches).hasSize(2);

        pass(Duration.ofMillis(1900));
        assertThat(fetches).hasSize(2);
        pass(Duration.ofMillis(200));
        assertThat(fetches).hasSize(3);

        limited.configure(CacheSettings.DEFAULT);
        fetches.get(2).answer("c", 3);
        assertThat(fetches).hasSize(4);
    }

    @Test
    void goesOnInPlaceWhenASourceAnswersAtOnce() {
        List<Long> asked = new ArrayList<>();
        AnswerCache.Question<String> hasty =
                new AnswerCache.Question<>("q", AnswerCache.Kind.FOLLOWED, (options, done) -> {
                    asked.add(options.minIndex());
                    if (asked.size() <= 50_000) {
                        done.answered(new Answer<>("v", asked.size(), true, Duration.ZERO, Consistency.STALE));
                    }
                    return Cancellable.NONE;
                });

        read(hasty, ReadOptions.NOW, CacheControl.ANY);

        assertThat(asked).hasSize(50_001);
        assertThat(told()).isEqualTo("v miss");
    }

    @Test
    void answersWhoWaitsForAnEntryThatIsDropped() {
        follow("q");
        for (String key : List.of("a", "b", "c")) {
            follow(key);
        }

        fetches.getFirst().answer("late", 1);

        assertThat(told()).isEqualTo("late miss");
        assertThat(fetches).hasSize(4);
    }

    @Test
    void followsNothingOnceClosed() {
        follow("q");
        fetches.getFirst().answer("a", 1);
        told();

        cache.close();
        follow("q");

        assertThat(fetches.get(1).cancelled).isTrue();
        assertThat(told()).isEqualTo("failed: No cluster leader");
    }

    @Test
    void aSourceThatThrowsHasFailed() {
        AtomicBoolean broken = new AtomicBoolean(true);
        AnswerCache.Question<String> question = new AnswerCache.Question<>("q", AnswerCache.Kind.SIMPLE, (_, done) -> {
            if (broken.get()) {
                throw RequestFailure.internal("too much");
            }
            done.answered(new Answer<>("a", 1, true, Duration.ZERO, Consistency.STALE));
            return Cancellable.NONE;
        });

        read(question, ReadOptions.NOW, CacheControl.ANY);
        assertThat(told()).isEqualTo("failed: too much");

        broken.set(false);
        read(question, ReadOptions.NOW, CacheControl.ANY);
        assertThat(told()).isEqualTo("a miss");
    }
}
