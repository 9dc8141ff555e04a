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
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real threads: what must hold whatever their order.
class AgentCacheStressTest {
    private static final int THREADS = 4;
    private static final int READS = 3_000;
    private static final int KEYS = 6;

    private final AtomicLong now = new AtomicLong();
    private final AtomicLong index = new AtomicLong();
    private final TimerWheel timers = new TimerWheel(now::get);
    private final ConcurrentLinkedQueue<ReadCallback<Long>> parked = new ConcurrentLinkedQueue<>();

    private void answer(ReadCallback<Long> done) {
        long at = index.incrementAndGet();
        done.answered(new Answer<>(at, at, true, Duration.ZERO, Consistency.STALE));
    }

    /// Answers at once, later, or not well, by chance.
    private AnswerCache.Question<Long> question(int key, Random random) {
        AnswerCache.Kind kind = key % 2 == 0 ? AnswerCache.Kind.FOLLOWED : AnswerCache.Kind.SIMPLE;
        return new AnswerCache.Question<>(key, kind, (options, done) -> {
            int chance;
            synchronized (random) {
                chance = random.nextInt(10);
            }
            if (chance == 0) {
                done.failed(RequestFailure.noLeader());
            } else if (chance < 4) {
                answer(done);
            } else {
                parked.add(done);
            }
            return Cancellable.NONE;
        });
    }

    /// Counts how often it was called.
    private static final class Counted implements AnswerCache.Callback<Long> {
        final AtomicInteger calls = new AtomicInteger();

        @Override
        public void answered(Answer<Long> answer, @Nullable Duration age) {
            calls.incrementAndGet();
        }

        @Override
        public void failed(Throwable cause) {
            calls.incrementAndGet();
        }
    }

    private void news() {
        ReadCallback<Long> done = parked.poll();
        if (done != null) {
            answer(done);
        }
    }

    private List<Counted> reads(AgentCache cache, long seed) {
        Random random = new Random(seed);
        Random chance = new Random(seed + 1);
        List<Counted> all = new ArrayList<>();
        for (int i = 0; i < READS; i++) {
            Counted counted = new Counted();
            boolean waits = random.nextInt(4) == 0;
            ReadOptions options = ReadOptions.NOW.after(waits ? index.get() : 0, Duration.ofSeconds(1));
            CacheControl control = new CacheControl(null, random.nextInt(3) == 0, Duration.ZERO);
            Cancellable reading = cache.read(question(random.nextInt(KEYS), chance), options, control, counted);
            if (random.nextInt(10) == 0) {
                reading.cancel();
            } else {
                all.add(counted);
            }
            news();
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void answersEveryReadOnce(long seed) throws InterruptedException, ExecutionException {
        AgentCache cache = new AgentCache(
                "dc1",
                CacheSettings.DEFAULT,
                timers,
                Runnable::run,
                now::get,
                CacheFigures.in(Telemetry.NONE),
                KEYS - 2);
        List<Counted> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<List<Counted>>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                long own = seed * 100 + i;
                running.add(threads.submit(() -> reads(cache, own)));
            }
            for (Future<List<Counted>> reads : running) {
                all.addAll(reads.get());
            }
        }
        for (int i = 0; i < 300; i++) {
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            timers.advance();
            for (int n = parked.size(); n > 0; n--) {
                news();
            }
        }

        assertThat(all).allSatisfy(counted -> assertThat(counted.calls).hasValue(1));
        assertThat(cache.size()).isLessThanOrEqualTo(KEYS - 2);
    }

    @Test
    void oneFetchServesAllWhoComeAtOnce() throws InterruptedException, ExecutionException {
        AgentCache cache =
                new AgentCache("dc1", CacheSettings.DEFAULT, timers, Runnable::run, now::get, Telemetry.NONE);
        AtomicInteger fetches = new AtomicInteger();
        AnswerCache.Question<Long> question = new AnswerCache.Question<>("q", AnswerCache.Kind.SIMPLE, (_, done) -> {
            fetches.incrementAndGet();
            parked.add(done);
            return Cancellable.NONE;
        });
        List<Counted> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Counted counted = new Counted();
                all.add(counted);
                running.add(threads.submit(() -> cache.read(question, ReadOptions.NOW, CacheControl.ANY, counted)));
            }
            for (Future<?> read : running) {
                read.get();
            }
        }

        news();

        assertThat(fetches).hasValue(1);
        assertThat(all).allSatisfy(counted -> assertThat(counted.calls).hasValue(1));
    }
}
