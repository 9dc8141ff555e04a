package io.praetor.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnstileTest {

    @Test
    void letsTheOthersInInTheOrderTheyCame() {
        Turnstile turnstile = new Turnstile(2);
        List<String> inside = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            turnstile.enter(() -> inside.add(name));
        }
        assertThat(inside).containsExactly("a", "b");
        assertThat(turnstile.waiting()).isEqualTo(2);

        turnstile.leave();
        assertThat(inside).containsExactly("a", "b", "c");

        turnstile.leave();
        assertThat(inside).containsExactly("a", "b", "c", "d");
        assertThat(turnstile.inside()).isEqualTo(2);
    }

    @Test
    void forgetsWhoGaveUp() {
        Turnstile turnstile = new Turnstile(1);
        List<String> inside = new ArrayList<>();
        Runnable impatient = () -> inside.add("impatient");
        turnstile.enter(() -> inside.add("first"));
        turnstile.enter(impatient);
        turnstile.enter(() -> inside.add("last"));

        assertThat(turnstile.giveUp(impatient)).isTrue();
        turnstile.leave();

        assertThat(inside).containsExactly("first", "last");
    }

    @Test
    void aQueueOfGuestsThatLeaveAtOnceIsNoRecursion() {
        Turnstile turnstile = new Turnstile(1);
        AtomicInteger guests = new AtomicInteger();
        turnstile.enter(() -> {});
        for (int i = 0; i < 100_000; i++) {
            turnstile.enter(new Runnable() {
                @Override
                public void run() {
                    guests.incrementAndGet();
                    turnstile.leave();
                }
            });
        }

        turnstile.leave();

        assertThat(guests).hasValue(100_000);
        assertThat(turnstile.inside()).isZero();
    }

    @Test
    void neverLetsMoreInThanThereArePlaces() throws Exception {
        Turnstile turnstile = new Turnstile(3);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(400);
        try (ExecutorService rooms = Executors.newFixedThreadPool(8);
                ExecutorService doors = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 400; i++) {
                doors.execute(() -> turnstile.enter(new Runnable() {
                    @Override
                    public void run() {
                        rooms.execute(() -> {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            inside.decrementAndGet();
                            turnstile.leave();
                            all.countDown();
                        });
                    }
                }));
            }
            all.await();
        }

        assertThat(most.get()).isBetween(1, 3);
        assertThat(turnstile.inside()).isZero();
        assertThat(turnstile.waiting()).isZero();
    }
}
