package io.praetor.client.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.client.ConsulClient;
import io.praetor.client.FakeAgent;
import io.praetor.model.Bytes;
import io.praetor.model.kv.KvEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DistributedSemaphoreTest {
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

    private DistributedSemaphore semaphore(int limit) throws IOException {
        return new DistributedSemaphore(client, "s", limit, SETTINGS, System::nanoTime);
    }

    @Test
    void listsItsHoldersAsTheOriginalDoes() throws Exception {
        try (DistributedSemaphore place = semaphore(2)) {
            assertThat(place.acquire(Duration.ZERO)).isTrue();

            String session = agent.sessions().getFirst();
            KvEntry lock = Objects.requireNonNull(agent.entry("s/.lock"));
            assertThat(lock.flags()).isEqualTo(0xe0f69a2baa414de0L);
            assertThat(lock.value()).isEqualTo(Bytes.of("{\"Limit\":2,\"Holders\":{\"" + session + "\":true}}"));
            KvEntry contender = Objects.requireNonNull(agent.entry("s/" + session));
            assertThat(contender.session()).isEqualTo(session);
            assertThat(contender.flags()).isEqualTo(0xe0f69a2baa414de0L);
            assertThat(agent.bodies().getFirst()).contains("\"Behavior\":\"delete\"");
        }
    }

    @Test
    void leavesNothingBehind() throws Exception {
        try (DistributedSemaphore place = semaphore(2)) {
            place.acquire(Duration.ZERO);
            place.release();

            assertThat(place.cleanUp()).isTrue();
        }

        assertThat(agent.keys()).isEmpty();
        assertThat(agent.sessions()).isEmpty();
    }

    @Test
    void letsInAsManyAsItsLimit() throws Exception {
        try (DistributedSemaphore first = semaphore(2);
                DistributedSemaphore second = semaphore(2);
                DistributedSemaphore third = semaphore(2)) {
            assertThat(first.acquire(Duration.ZERO)).isTrue();
            assertThat(second.acquire(Duration.ZERO)).isTrue();
            FutureTask<Boolean> waiting = new FutureTask<>(() -> third.acquire(Duration.ZERO));
            Thread.ofVirtual().start(waiting);
            agent.awaitRequests("GET /v1/kv/s/?index=", 1);
            assertThat(waiting.isDone()).isFalse();

            first.release();

            assertThat(waiting.get()).isTrue();
            assertThat(third.cleanUp()).isFalse();
        }
    }

    @Test
    void takesThePlaceOfAHolderThatIsGone() throws Exception {
        agent.put("s/.lock", "{\"Limit\":1,\"Holders\":{\"dead-session\":true}}", 0xe0f69a2baa414de0L);

        try (DistributedSemaphore place = semaphore(1)) {
            assertThat(place.acquire(Duration.ZERO)).isTrue();
            assertThat(String.valueOf(
                            Objects.requireNonNull(agent.entry("s/.lock")).value()))
                    .doesNotContain("dead-session");
        }
    }

    @Test
    void tellsWhenItsPlaceIsLost() throws Exception {
        try (DistributedSemaphore place = semaphore(1)) {
            place.acquire(Duration.ZERO);
            CountDownLatch lost = new CountDownLatch(1);
            place.onLoss(lost::countDown);

            agent.put("s/.lock", "{\"Limit\":1,\"Holders\":{}}", 0xe0f69a2baa414de0L);

            lost.await();
            assertThat(place.isLost()).isTrue();
        }
    }

    @Test
    void refusesOthersUseOfTheKeyAndAnotherLimit() throws Exception {
        agent.put("s/.lock", "{\"Limit\":3,\"Holders\":{}}", 0xe0f69a2baa414de0L);
        try (DistributedSemaphore place = semaphore(2)) {
            assertThatThrownBy(() -> place.acquire(Duration.ZERO))
                    .isInstanceOf(LockConflictException.class)
                    .hasMessage("semaphore limit conflict (lock: 3, local: 2)");
        }

        agent.put("s/.lock", "text", 5);
        try (DistributedSemaphore place = semaphore(2)) {
            assertThatThrownBy(() -> place.acquire(Duration.ZERO))
                    .isInstanceOf(LockConflictException.class)
                    .hasMessage("Existing key does not match semaphore use");
        }
        assertThat(agent.sessions()).isEqualTo(List.of());
    }
}
