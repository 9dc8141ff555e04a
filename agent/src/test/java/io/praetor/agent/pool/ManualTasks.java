package io.praetor.agent.pool;

import io.praetor.server.Cancellable;
import io.praetor.server.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Runs what was scheduled when a test says so.
final class ManualTasks implements Scheduler {
    final List<Duration> delays = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        delays.add(delay);
        waiting.add(task);
        return () -> waiting.remove(task);
    }

    void runNext() {
        waiting.removeFirst().run();
    }

    int count() {
        return waiting.size();
    }
}
