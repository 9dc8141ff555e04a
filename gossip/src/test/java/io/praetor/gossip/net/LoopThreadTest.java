package io.praetor.gossip.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.gossip.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopThreadTest {
    private final LoopThread loop = new LoopThread("gossip-test", System::nanoTime);

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void tasksRunInTheOrderTheyCameOnOneThread() throws Exception {
        List<Integer> order = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            loop.execute(() -> {
                order.add(number);
                threads.add(Thread.currentThread());
            });
        }

        done();

        assertThat(order).hasSize(100).isSorted();
        assertThat(threads).containsOnly(threads.getFirst());
        assertThat(threads.getFirst().getName()).isEqualTo("gossip-test");
    }

    @Test
    void aTaskThatThrowsDoesNotEndTheLoop() throws Exception {
        loop.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        loop.schedule(Duration.ZERO, () -> {
            throw new AssertionError("on purpose");
        });

        done();
    }

    @Test
    void timersRunOnceTheirTimeHasCome() throws Exception {
        List<String> order = new ArrayList<>();
        CompletableFuture<Void> last = new CompletableFuture<>();
        loop.schedule(Duration.ofHours(1), () -> order.add("not yet"));
        loop.schedule(Duration.ofMillis(1), () -> order.add("first"));
        loop.schedule(Duration.ofMillis(20), () -> {
            order.add("second");
            last.complete(null);
        });

        last.get(60, TimeUnit.SECONDS);

        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void aTimerThatWasCancelledDoesNotRun() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        CompletableFuture<Void> after = new CompletableFuture<>();
        // on the loop, where nothing can run between the two
        loop.execute(() -> {
            Loop.Timer timer = loop.schedule(Duration.ofMillis(5), () -> ran.set(true));
            timer.cancel();
            timer.cancel();
            loop.schedule(Duration.ofMillis(10), () -> after.complete(null));
        });

        after.get(60, TimeUnit.SECONDS);

        assertThat(ran).isFalse();
    }

    @Test
    void nothingRunsOnceItIsClosed() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        loop.execute(() -> {
            running.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException toBeExpected) {
                Thread.currentThread().interrupt();
            }
        });
        running.await();
        loop.execute(() -> ran.set(true));

        loop.close();
        loop.execute(() -> ran.set(true));
        loop.schedule(Duration.ZERO, () -> ran.set(true)).cancel();

        assertThat(ran).isFalse();
    }

    @Test
    void itMayBeClosedFromWithin() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        loop.execute(() -> {
            loop.close();
            closed.complete(null);
        });

        closed.get(60, TimeUnit.SECONDS);
    }

    @Test
    void theClockIsTheOneGiven() {
        try (LoopThread other = new LoopThread("gossip-test", () -> 42)) {
            assertThat(other.nanoTime()).isEqualTo(42);
        }
    }

    private void done() throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.schedule(Duration.ZERO, () -> done.complete(null));
        done.get(60, TimeUnit.SECONDS);
    }
}
