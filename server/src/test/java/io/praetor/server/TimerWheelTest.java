package io.praetor.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.server.testing.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {
    private final ManualTicker ticker = new ManualTicker();
    private final TimerWheel wheel = new TimerWheel(ticker);
    private final List<String> fired = new ArrayList<>();

    @Test
    void firesAtItsTimeAndNotBefore() {
        wheel.after(Duration.ofMillis(25), () -> fired.add("a"));

        ticker.pass(Duration.ofMillis(24));
        wheel.advance();
        assertThat(fired).isEmpty();

        ticker.pass(Duration.ofMillis(6));
        wheel.advance();
        assertThat(fired).containsExactly("a");
        assertThat(wheel.size()).isZero();
    }

    @Test
    void firesWhatIsFartherThanATurnOfTheWheel() {
        wheel.after(Duration.ofMinutes(10), () -> fired.add("far"));

        for (int i = 0; i < 599; i++) {
            ticker.pass(Duration.ofSeconds(1));
            wheel.advance();
        }
        assertThat(fired).isEmpty();

        ticker.pass(Duration.ofMillis(1010));
        wheel.advance();
        assertThat(fired).containsExactly("far");
    }

    @Test
    void firesEverythingAfterALongSleep() {
        wheel.after(Duration.ofMillis(10), () -> fired.add("a"));
        wheel.after(Duration.ofSeconds(50), () -> fired.add("b"));
        wheel.after(Duration.ofMinutes(9), () -> fired.add("c"));

        ticker.pass(Duration.ofHours(1));
        wheel.advance();

        assertThat(fired).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void doesNotFireWhatWasCancelled() {
        Cancellable timer = wheel.after(Duration.ofMillis(10), () -> fired.add("a"));

        timer.cancel();
        timer.cancel();
        ticker.pass(Duration.ofSeconds(1));
        wheel.advance();

        assertThat(fired).isEmpty();
        assertThat(wheel.size()).isZero();
    }

    @Test
    void oneThatFailsDoesNotStopTheOthers() {
        wheel.after(Duration.ofMillis(10), () -> {
            throw new IllegalStateException("broken");
        });
        wheel.after(Duration.ofMillis(10), () -> fired.add("a"));
        wheel.after(Duration.ofMillis(20), () -> fired.add("b"));

        ticker.pass(Duration.ofSeconds(1));
        wheel.advance();

        assertThat(fired).containsExactly("a", "b");
    }

    @Test
    void oneThatIsStartedAgainWhileItIsAboutToFireFiresAtItsNewTime() {
        TimerWheel.Timer again = new TimerWheel.Timer() {
            @Override
            protected void expired() {
                fired.add("again");
            }
        };
        wheel.after(Duration.ofMillis(10), () -> {
            fired.add("first");
            again.cancel();
            wheel.start(again, Duration.ofSeconds(1).toNanos());
        });
        wheel.start(again, Duration.ofMillis(20).toNanos());
        wheel.after(Duration.ofMillis(30), () -> fired.add("last"));

        ticker.pass(Duration.ofMillis(40));
        wheel.advance();
        assertThat(fired).containsExactly("first", "last");

        ticker.pass(Duration.ofSeconds(1));
        wheel.advance();
        assertThat(fired).containsExactly("first", "last", "again");
        assertThat(wheel.size()).isZero();
    }

    @Test
    void saysHowLongNothingWillHappen() {
        assertThat(wheel.advance()).isEqualTo(Long.MAX_VALUE);

        wheel.after(Duration.ofMillis(200), () -> {});

        assertThat(wheel.advance()).isBetween(190_000_000L, 210_000_000L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithAListOfTimes(long seed) {
        RandomGenerator random = new Random(seed);
        Map<Integer, Long> due = new HashMap<>();
        Map<Integer, Cancellable> timers = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            int id = i;
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    long delay = random.nextLong(
                            Duration.ofSeconds(random.nextBoolean() ? 1 : 200).toNanos());
                    due.put(id, ticker.nanos() + delay);
                    timers.put(id, wheel.after(Duration.ofNanos(delay), () -> {
                        Long at = due.remove(id);
                        assertThat(at).as("timer %d of seed %d", id, seed).isNotNull();
                        assertThat(ticker.nanos()).isGreaterThanOrEqualTo(at);
                    }));
                }
                case 2 -> {
                    int victim = random.nextInt(i + 1);
                    if (timers.containsKey(victim) && due.remove(victim) != null) {
                        timers.get(victim).cancel();
                    }
                }
                default -> {
                    ticker.pass(Duration.ofMillis(random.nextInt(100) == 0 ? 60_000 : random.nextInt(40)));
                    wheel.advance();
                    long late = ticker.nanos() - TimerWheel.TICK.toNanos();
                    assertThat(due.values()).as("seed %d", seed).noneMatch(at -> at < late);
                    assertThat(wheel.size()).isEqualTo(due.size());
                }
            }
        }
    }

    @Test
    void aThreadDrivesItInRealTime() throws InterruptedException {
        TimerWheel real = new TimerWheel(System::nanoTime);
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch sooner = new CountDownLatch(1);
        try (TimerThread _ = TimerThread.drive(real, "test-timers")) {
            real.after(Duration.ofHours(1), () -> {});
            real.after(Duration.ofMillis(30), first::countDown);
            real.after(Duration.ofMillis(5), sooner::countDown);

            assertThat(sooner.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
