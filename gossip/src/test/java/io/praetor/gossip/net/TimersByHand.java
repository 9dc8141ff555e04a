package io.praetor.gossip.net;

import io.praetor.gossip.Loop;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A loop whose timers run when the test says so.
final class TimersByHand implements Loop {
    private final Loop loop;
    private final Queue<Runnable> timers = new ConcurrentLinkedQueue<>();

    TimersByHand(Loop loop) {
        this.loop = loop;
    }

    @Override
    public long nanoTime() {
        return loop.nanoTime();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        timers.add(task);
        return () -> timers.remove(task);
    }

    int waiting() {
        return timers.size();
    }

    /// The time of all timers has come.
    void run() {
        timers.forEach(task -> {
            if (timers.remove(task)) {
                loop.execute(task);
            }
        });
    }
}
