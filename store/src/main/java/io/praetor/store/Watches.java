package io.praetor.store;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// What the answer of one query evaluation depends on: keys and prefixes, collected while a [Reader] answers. Make one
/// per evaluation, pass it to every read, then park the query with [#onFire]; [#close] it when the query is answered
/// or given up, however it ended. Thread-safe.
///
/// Nothing committed is missed: a change that was published after the snapshot was taken fires, also when it came
/// before the read or before [#onFire]. A wake-up without a change that matters is rare; the caller evaluates again.
public final class Watches {
    /// Records nothing and never fires: for reads nobody waits on.
    public static final Watches NONE = new Watches(0);

    /// How many keys and prefixes one query should watch before it watches tables instead.
    public static final int DEFAULT_LIMIT = 8192;

    private static final int OPEN = 0;
    private static final int FIRED = 1;
    private static final int CLOSED = 2;

    private final int limit;
    /// A hash set by cell (linear probing, at most half full), so that a key read twice is watched once.
    private @Nullable Registration[] registrations = new @Nullable Registration[4];

    private int size;
    private int state = OPEN;
    private volatile boolean fired;
    private @Nullable Executor executor;
    private boolean armed;
    /// Set only while open, so that it runs once: by the one who fires.
    private @Nullable Runnable wake;

    /// @param limit the number of cells from which on further reads watch whole tables
    public Watches(int limit) {
        this.limit = limit;
    }

    /// Whether anything watched has changed since it was read.
    public boolean fired() {
        return fired;
    }

    /// Calls `wake` once on the store's wake executor as soon as anything watched changes; at once if it has. Not
    /// called after [#close], except by a change that was already firing. `wake` should be short: it shares its
    /// thread with the other wake-ups of the same commit.
    ///
    /// @throws IllegalStateException on a second call
    public void onFire(Runnable wake) {
        if (this == NONE) {
            return;
        }
        Executor now;
        synchronized (this) {
            if (armed) {
                throw new IllegalStateException("onFire was called twice");
            }
            armed = true;
            if (state != FIRED) {
                this.wake = wake;
                return;
            }
            // the field stays empty: whoever fired may be about to run what it finds there
            now = executor;
        }
        if (now != null) {
            now.execute(wake);
        }
    }

    /// Leaves all cells. Idempotent.
    public void close() {
        if (this != NONE) {
            leaveAll(detach(CLOSED));
        }
    }

    /// How many keys, prefixes and tables are watched; zero once fired or closed.
    public synchronized int size() {
        return size;
    }

    /// Whether the next read should watch its table instead of what it read.
    synchronized boolean isFull() {
        return size >= limit;
    }

    /// Called under the lock of `cell`'s map. Null when the cell is watched already or nothing is watched any more.
    synchronized @Nullable Registration admit(Cell cell) {
        if (state != OPEN) {
            return null;
        }
        int slot = slot(registrations, cell);
        if (registrations[slot] != null) {
            return null;
        }
        Registration registration = new Registration(cell, this);
        registrations[slot] = registration;
        if (++size * 2 > registrations.length) {
            registrations = grown(registrations);
        }
        return registration;
    }

    /// From now on a change may wake this; called before the first registration.
    synchronized void wakeOn(Executor executor) {
        this.executor = executor;
    }

    /// Called where something watched has changed; runs the wake-up on this thread, a thread of the wake executor.
    void fire(FireFailures failures) {
        @Nullable Registration[] left = detach(FIRED);
        if (left == null) {
            return;
        }
        Runnable run;
        synchronized (this) {
            run = wake;
        }
        leaveAll(left);
        if (run != null) {
            failures.run(run);
        }
    }

    /// Fires on the wake executor: what was read has changed before it could be watched.
    void fireLate() {
        @Nullable Registration[] left = detach(FIRED);
        if (left == null) {
            return;
        }
        Runnable run;
        Executor now;
        synchronized (this) {
            run = wake;
            now = executor;
        }
        leaveAll(left);
        if (run != null && now != null) {
            now.execute(run);
        }
    }

    /// Ends the watching; answers the registrations to leave, or null if it had ended before.
    private synchronized @Nullable Registration @Nullable [] detach(int end) {
        if (state != OPEN) {
            return null;
        }
        state = end;
        fired = end == FIRED;
        @Nullable Registration[] left = registrations;
        registrations = new @Nullable Registration[0];
        size = 0;
        return left;
    }

    /// Outside this object's lock: cells lock first, then the watches they admit.
    private static void leaveAll(@Nullable Registration @Nullable [] left) {
        if (left == null) {
            return;
        }
        for (Registration registration : left) {
            if (registration != null) {
                registration.cell.home.leave(registration);
            }
        }
    }

    private static @Nullable Registration[] grown(@Nullable Registration[] from) {
        @Nullable Registration[] to = new @Nullable Registration[from.length * 2];
        for (Registration registration : from) {
            if (registration != null) {
                to[slot(to, registration.cell)] = registration;
            }
        }
        return to;
    }

    /// Where `cell` is registered, or the free place for it.
    private static int slot(@Nullable Registration[] registrations, Cell cell) {
        int mask = registrations.length - 1;
        int spread = cell.span.hashCode() * 0x9e3779b9;
        int slot = (spread ^ (spread >>> 16)) & mask;
        for (Registration there = registrations[slot];
                there != null && there.cell != cell;
                there = registrations[slot]) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
