package io.praetor.server.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.Bytes;
import io.praetor.model.kv.KvEntry;
import io.praetor.server.Meter;
import io.praetor.server.TimerThread;
import io.praetor.server.TimerWheel;
import io.praetor.server.acl.Viewers;
import io.praetor.server.leader.Leadership;
import io.praetor.server.state.StateException;
import io.praetor.server.state.StateStore;
import io.praetor.server.testing.ManualLog;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Real threads: no wake-up may be lost, no read may miss a write that was finished before it was asked.
class LocalQueriesStressTest {
    private final ExecutorService executor = Executors.newFixedThreadPool(3);
    private final TimerWheel timers = new TimerWheel(System::nanoTime);
    private final TimerThread timerThread = TimerThread.drive(timers, "test-timers");
    private final ManualLog log = new ManualLog();
    private final StateStore store = new StateStore(executor, System::nanoTime);
    private final Leadership leadership = new Leadership(log, timers, Duration.ofSeconds(7), executor);
    private final LocalQueries queries = new LocalQueries(
            "dc1",
            store::current,
            Viewers.OFF,
            log,
            leadership,
            timers,
            new Random(1),
            executor,
            ReadLimits.DEFAULT,
            Meter.NONE);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    LocalQueriesStressTest() {
        leadership.established();
        leadership.begun();
    }

    @AfterEach
    void stop() {
        leadership.close();
        queries.close();
        timerThread.close();
        executor.shutdownNow();
    }

    /// Waits for threads that have answered and still tidy up.
    private void finish() throws InterruptedException {
        timerThread.close();
        executor.shutdown();
        assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    private void put(long index, String key) throws StateException {
        store.write(index, write -> write.kv().set(new KvEntry(0, key, 0, Bytes.of("" + index), "", 0, 0)));
    }

    /// Follows a key with blocking reads until it shows the last index.
    private final class Follower implements ReadCallback<@Nullable KvEntry> {
        private final String key;
        private final long last;
        private final CountDownLatch finished;
        private long seen = 1;

        Follower(String key, long last, CountDownLatch finished) {
            this.key = key;
            this.last = last;
            this.finished = finished;
        }

        void ask() {
            queries.read(new KvGet(key), ReadOptions.NOW.after(seen, Duration.ofMinutes(5)), this);
        }

        @Override
        public void answered(Answer<@Nullable KvEntry> answer) {
            if (answer.index() <= seen) {
                failure.set(new AssertionError("index " + answer.index() + " after " + seen));
            }
            seen = answer.index();
            if (seen == last) {
                finished.countDown();
            } else {
                executor.execute(this::ask);
            }
        }

        @Override
        public void failed(Throwable cause) {
            failure.set(cause);
        }
    }

    @Test
    void everyReaderSeesTheLastWrite() throws Exception {
        int keys = 8;
        int readersPerKey = 50;
        int writes = 20_000;
        CountDownLatch finished = new CountDownLatch(keys * readersPerKey);
        for (int key = 0; key < keys; key++) {
            long last = 1L + writes - keys + key + 1;
            for (int reader = 0; reader < readersPerKey; reader++) {
                new Follower("k" + key, last, finished).ask();
            }
        }

        for (int i = 0; i < writes; i++) {
            put(2 + i, "k" + i % keys);
        }

        assertThat(finished.await(100, TimeUnit.SECONDS))
                .as("%d readers still wait, failure %s", finished.getCount(), failure.get())
                .isTrue();
        finish();
        assertThat(failure.get()).isNull();
        assertThat(queries.parked()).isZero();
        assertThat(store.watchedCells()).isZero();
    }

    @Test
    void aReaderNeverMissesItsOwnWrite() throws Exception {
        AtomicLong index = new AtomicLong(1);
        int rounds = 4_000;
        CountDownLatch finished = new CountDownLatch(2 * rounds);
        AtomicInteger stale = new AtomicInteger();
        Runnable writer = () -> {
            for (int i = 0; i < rounds; i++) {
                long written;
                try {
                    synchronized (index) {
                        written = index.incrementAndGet();
                        put(written, "k");
                    }
                } catch (StateException e) {
                    failure.set(e);
                    return;
                }
                queries.read(
                        new KvGet("k"),
                        ReadOptions.NOW.after(Math.max(1, written - 3), Duration.ofMinutes(1)),
                        new ReadCallback<@Nullable KvEntry>() {
                            @Override
                            public void answered(Answer<@Nullable KvEntry> answer) {
                                if (answer.index() < written) {
                                    stale.incrementAndGet();
                                }
                                finished.countDown();
                            }

                            @Override
                            public void failed(Throwable cause) {
                                failure.set(cause);
                            }
                        });
                queries.read(new KvGet("k"), ReadOptions.NOW.after(written, Duration.ofMillis(1)), new Ignoring());
            }
        };

        Thread one = Thread.ofPlatform().start(writer);
        Thread two = Thread.ofPlatform().start(writer);
        one.join();
        two.join();

        assertThat(finished.await(100, TimeUnit.SECONDS)).isTrue();
        assertThat(failure.get()).isNull();
        assertThat(stale).hasValue(0);
    }

    private static final class Ignoring implements ReadCallback<@Nullable KvEntry> {
        @Override
        public void answered(Answer<@Nullable KvEntry> answer) {}

        @Override
        public void failed(Throwable cause) {}
    }

    @Test
    void readsThatComeAndGoLeaveNothingBehind() throws Exception {
        int threads = 3;
        CountDownLatch finished = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            Random random = new Random(t);
            Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 20_000; i++) {
                    var handle = queries.read(
                            new KvGet("k" + random.nextInt(4)),
                            ReadOptions.NOW.after(1 + random.nextInt(50_000), Duration.ofMillis(random.nextInt(1, 30))),
                            new Ignoring());
                    if (random.nextBoolean()) {
                        handle.cancel();
                    }
                }
                finished.countDown();
            });
        }
        for (int i = 0; i < 20_000; i++) {
            put(2 + i, "k" + i % 4);
        }
        assertThat(finished.await(100, TimeUnit.SECONDS)).isTrue();

        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (queries.parked() > 0 && System.nanoTime() < until) {
            Thread.onSpinWait();
        }

        finish();
        assertThat(queries.parked()).isZero();
        assertThat(queries.groups()).isZero();
        assertThat(store.watchedCells()).isZero();
    }
}
