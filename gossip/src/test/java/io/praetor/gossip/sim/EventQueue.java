package io.praetor.gossip.sim;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/// Virtual time: what is to happen, in order. Things of the same instant happen in the order in which they were
/// planned.
final class EventQueue {

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long lastId;
    private long happened;

    /// Something to happen.
    private record Event(long at, long id, Runnable task) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(id, other.id);
        }
    }

    /// Nanoseconds since the world began.
    long now() {
        return now;
    }

    /// How many things happened so far.
    long happened() {
        return happened;
    }

    void plan(long delayNanos, Runnable task) {
        events.add(new Event(now + Math.max(0, delayNanos), ++lastId, task));
    }

    /// Lets time pass until something holds.
    ///
    /// @return whether it does
    boolean runUntil(BooleanSupplier condition, Duration limit) {
        long end = now + limit.toNanos();
        while (!condition.getAsBoolean()) {
            Event next = events.peek();
            if (next == null || next.at > end) {
                now = end;
                return false;
            }
            events.poll();
            now = next.at;
            happened++;
            next.task.run();
        }
        return true;
    }
}
