package io.praetor.client.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.client.ConsulClient;
import io.praetor.client.FakeAgent;
import io.praetor.model.kv.KvEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DistributedMutexTest {
    private static final String KEY = "p/.lock";
    private static final LockSettings SETTINGS = LockSettings.named("test");

    private FakeAgent agent;
    private ConsulClient client;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent();
        client = ConsulClient.open(agent.settings());
    }

    @AfterEach
    void stop() {
        client.close();
        agent.close();
    }

    private DistributedMutex mutex(LockSettings settings) throws IOException {
        return new DistributedMutex(client, KEY, settings, System::nanoTime);
    }

    @Test
    void marksTheKeyAsALockAndLeavesNothingBehind() throws Exception {
        try (DistributedMutex lock = mutex(SETTINGS)) {
            assertThat(lock.acquire(Duration.ZERO)).isTrue();
            KvEntry held = Objects.requireNonNull(agent.entry(KEY));
            assertThat(held.flags()).isEqualTo(0x2ddccbc058a50c18L);
            assertThat(held.session()).isEqualTo(agent.sessions().getFirst());

            lock.release();
            assertThat(lock.cleanUp()).isTrue();
        }

        assertThat(agent.keys()).isEmpty();
        assertThat(agent.sessions()).isEmpty();
    }

    @Test
    void theSecondWaitsUntilTheFirstReleases() throws Exception {
        try (DistributedMutex first = mutex(SETTINGS);
                DistributedMutex second = mutex(SETTINGS)) {
            first.acquire(Duration.ZERO);
            FutureTask<Boolean> waiting = new FutureTask<>(() -> second.acquire(Duration.ZERO));
            Thread.ofVirtual().start(waiting);
            // the holder watches its own key, the contender does too
            agent.awaitRequests("GET /v1/kv/p/.lock?index=", 1);
            assertThat(waiting.isDone()).isFalse();

            first.release();

            assertThat(waiting.get()).isTrue();
            assertThat(second.cleanUp()).isFalse();
        }
    }

    @Test
    void givesUpWhenTheTimeIsOver() throws Exception {
        AtomicLong seconds = new AtomicLong();
        LongSupplier clock = () -> TimeUnit.SECONDS.toNanos(seconds.getAndIncrement());
        try (DistributedMutex first = mutex(SETTINGS);
                DistributedMutex second = new DistributedMutex(client, KEY, SETTINGS, clock)) {
            first.acquire(Duration.ZERO);

            assertThat(second.acquire(Duration.ofSeconds(2))).isFalse();
            assertThat(agent.sessions()).hasSize(1);
        }
    }

    @Test
    void stopsWaitingWhenAbandoned() throws Exception {
        try (DistributedMutex first = mutex(SETTINGS);
                DistributedMutex second = mutex(SETTINGS)) {
            first.acquire(Duration.ZERO);
            FutureTask<Boolean> waiting = new FutureTask<>(() -> second.acquire(Duration.ZERO));
            Thread.ofVirtual().start(waiting);
            agent.awaitRequests("GET /v1/kv/p/.lock?index=", 1);

            second.abandon();

            assertThat(waiting.get()).isFalse();
        }
    }

    @Test
    void tellsWhenTheSessionIsLost() throws Exception {
        try (DistributedMutex lock = mutex(SETTINGS)) {
            lock.acquire(Duration.ZERO);
            CountDownLatch lost = new CountDownLatch(1);
            lock.onLoss(lost::countDown);

            agent.invalidate(agent.sessions().getFirst());

            lost.await();
            assertThat(lock.isLost()).isTrue();
        }
    }

    @Test
    void toleratesAsManyErrorsAsItWasTold() throws Exception {
        try (DistributedMutex lock = mutex(SETTINGS.withMonitor(2, Duration.ofMillis(1)))) {
            lock.acquire(Duration.ZERO);
            agent.awaitRequests("GET /v1/kv/p/.lock?consistent=", 2);

            agent.failWatches(2);
            agent.awaitRequests("GET /v1/kv/p/.lock?consistent=", 5);

            assertThat(lock.isLost()).isFalse();
        }
    }

    @Test
    void oneErrorMoreThanThatIsALoss() throws Exception {
        try (DistributedMutex lock = mutex(SETTINGS.withMonitor(1, Duration.ofMillis(1)))) {
            lock.acquire(Duration.ZERO);
            CountDownLatch lost = new CountDownLatch(1);
            lock.onLoss(lost::countDown);

            agent.failWatches(3);

            lost.await();
            assertThat(lock.isLost()).isTrue();
        }
    }

    @Test
    void refusesAKeyThatIsNoLock() throws Exception {
        agent.put(KEY, "not a lock", 5);

        try (DistributedMutex lock = mutex(SETTINGS)) {
            assertThatThrownBy(() -> lock.acquire(Duration.ZERO))
                    .isInstanceOf(LockConflictException.class)
                    .hasMessage("Existing key does not match lock use");
        }
        assertThat(agent.sessions()).isEmpty();
    }

    @Test
    void triesAgainAfterALockDelay() throws Exception {
        agent.delay(KEY);

        // the pause is as short as what is left of the limit, and this clock stands still
        try (DistributedMutex lock = new DistributedMutex(client, KEY, SETTINGS, () -> 0)) {
            assertThat(lock.acquire(Duration.ofMillis(1))).isTrue();
        }
    }
}
