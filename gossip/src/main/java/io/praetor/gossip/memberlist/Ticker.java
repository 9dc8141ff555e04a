package io.praetor.gossip.memberlist;

import io.praetor.gossip.Loop;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Something done again and again. It begins after a random part of the first interval, so that members that start
/// together do not act together ever after.
final class Ticker {

    private final Loop loop;
    private final Supplier<Duration> interval;
    private final Runnable task;
    private Loop.Timer timer;
    private boolean stopped;

    /// @param interval how long until the next time, asked each time; positive
    Ticker(Loop loop, RandomGenerator random, Supplier<Duration> interval, Runnable task) {
        this.loop = loop;
        this.interval = interval;
        this.task = task;
        long most = interval.get().toNanos();
        this.timer = loop.schedule(Duration.ofNanos(random.nextLong(most)), this::tick);
    }

    private void tick() {
        if (!stopped) {
            timer = loop.schedule(interval.get(), this::tick);
            task.run();
        }
    }

    /// Idempotent.
    void stop() {
        stopped = true;
        timer.cancel();
    }
}
