package io.praetor.agent.check;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/// Lets a bounded number in at once, the others in the order they came. Thread-safe.
final class Turnstile {
    private final int places;
    private final Set<Runnable> waiting = new LinkedHashSet<>();
    private int inside;
    private boolean letting;

    Turnstile(int places) {
        this.places = places;
    }

    /// Runs the guest when there is a place for it, now or when another has left. A guest waits at most once at a time.
    void enter(Runnable guest) {
        synchronized (this) {
            waiting.add(guest);
        }
        letIn();
    }

    /// A guest that waits no longer wants to enter.
    ///
    /// @return whether it was waiting
    synchronized boolean giveUp(Runnable guest) {
        return waiting.remove(guest);
    }

    /// A guest that was let in has gone.
    void leave() {
        synchronized (this) {
            inside--;
        }
        letIn();
    }

    /// One thread at a time does this, and a guest that leaves at once only makes its loop turn again: no recursion,
    /// however long the queue.
    private void letIn() {
        while (true) {
            Runnable guest;
            synchronized (this) {
                if (letting || inside >= places || waiting.isEmpty()) {
                    return;
                }
                Iterator<Runnable> first = waiting.iterator();
                guest = first.next();
                first.remove();
                inside++;
                letting = true;
            }
            try {
                guest.run();
            } finally {
                synchronized (this) {
                    letting = false;
                }
            }
        }
    }

    /// How many are inside: a gauge.
    synchronized int inside() {
        return inside;
    }

    /// How many wait: a gauge.
    synchronized int waiting() {
        return waiting.size();
    }
}
