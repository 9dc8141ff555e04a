package io.praetor.server.query;

import io.praetor.server.TimerWheel;
import org.jspecify.annotations.Nullable;

/// One parked read: all it costs while nothing happens. Its fields belong to its group, under the group's lock.
final class Waiter<T extends @Nullable Object> extends TimerWheel.Timer {
    final long minIndex;
    final ReadCallback<T> done;
    final Group<T> group;
    /// Which state it began with: a read that outlives its state is answered at once.
    final int epoch;

    @Nullable Waiter<T> next;

    @Nullable Waiter<T> previous;

    boolean linked;
    boolean overdue;
    /// The evaluation during which, or before which, it joined: only a later one may answer it.
    int round;

    Waiter(Group<T> group, long minIndex, int epoch, ReadCallback<T> done) {
        this.group = group;
        this.epoch = epoch;
        this.minIndex = minIndex;
        this.done = done;
    }

    @Override
    protected void expired() {
        group.expire(this);
    }

    /// Stops the timer only.
    void stopTimer() {
        super.cancel();
    }

    /// The client went away.
    @Override
    public void cancel() {
        group.leave(this);
    }
}
