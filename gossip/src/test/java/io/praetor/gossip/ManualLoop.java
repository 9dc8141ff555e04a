package io.praetor.gossip;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/// A loop of virtual time, which passes only when a test says so.
public final class ManualLoop implements Loop {

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::id));
    private long now = 1_000_000;
    private long lastId;

    private record Task(long at, long id, Runnable work) {}

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        schedule(Duration.ZERO, task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable work) {
        Task task = new Task(now + delay.toNanos(), ++lastId, work);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /// Lets time pass, and everything happen that is due by then.
    public void advance(Duration time) {
        long end = now + time.toNanos();
        while (!tasks.isEmpty() && tasks.peek().at <= end) {
            next();
        }
        now = end;
    }

    /// Everything that is due now.
    public void settle() {
        advance(Duration.ZERO);
    }

    /// Lets time pass until something is so.
    ///
    /// @return whether it came to be so in that time
    public boolean until(Duration most, BooleanSupplier condition) {
        long end = now + most.toNanos();
        while (!condition.getAsBoolean()) {
            if (tasks.isEmpty() || tasks.peek().at > end) {
                now = end;
                return condition.getAsBoolean();
            }
            next();
        }
        return true;
    }

    private void next() {
        Task task = tasks.remove();
        now = Math.max(now, task.at);
        task.work.run();
    }
}
