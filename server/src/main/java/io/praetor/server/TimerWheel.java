package io.praetor.server;

import java.time.Duration;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Timers by the ten thousand: a hashed wheel of 4,096 buckets of 10 ms. Starting and cancelling take constant time and
/// no allocation beyond the timer itself. A timer never fires early, and at most a tick late plus what its driver is
/// late.
///
/// The wheel is passive: someone calls [#advance] ([TimerThread], or a test that owns the clock).
public final class TimerWheel implements Scheduler {
    private static final Logger LOG = LoggerFactory.getLogger(TimerWheel.class);

    /// How finely time is cut.
    public static final Duration TICK = Duration.ofMillis(10);

    private static final int BUCKETS = 4096;
    private static final long TICK_NANOS = TICK.toNanos();

    private final Ticker ticker;
    private final long origin;
    /// Heads of doubly linked lists; guarded by this, like everything below.
    private final @Nullable Timer[] buckets = new @Nullable Timer[BUCKETS];

    private final BitSet occupied = new BitSet(BUCKETS);
    private long tick;
    private int size;
    private long plannedWake = Long.MAX_VALUE;
    private @Nullable Runnable wakeDriver;

    public TimerWheel(Ticker ticker) {
        this.ticker = ticker;
        origin = ticker.nanos();
    }

    /// Something that happens at a time unless it is cancelled; started at most once at a time.
    public abstract static class Timer implements Cancellable {
        private @Nullable TimerWheel wheel;
        private @Nullable Timer next;
        private @Nullable Timer previous;
        /// The next of those about to fire. Not `next`: whoever starts this one again meanwhile puts it in the wheel.
        private @Nullable Timer fires;

        private long due;

        /// The time has come. Runs on the thread that drives the wheel and must be short. May still be called after a
        /// [#cancel] that came while the timer was about to fire.
        protected abstract void expired();

        /// Stops the timer; without effect when it is not running.
        @Override
        public void cancel() {
            TimerWheel on = wheel;
            if (on != null) {
                on.stop(this);
            }
        }
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        Timer timer = new Timer() {
            @Override
            protected void expired() {
                task.run();
            }
        };
        start(timer, delay.toNanos());
        return timer;
    }

    /// Starts a timer that is not running.
    public void start(Timer timer, long delayNanos) {
        long now = ticker.nanos() - origin;
        Runnable wake = null;
        synchronized (this) {
            timer.wheel = this;
            timer.due = Math.max(tick + 1, ceilTick(now + Math.max(0, delayNanos)));
            link(timer);
            if (timer.due < plannedWake) {
                plannedWake = timer.due;
                wake = wakeDriver;
            }
        }
        if (wake != null) {
            wake.run();
        }
    }

    private static long ceilTick(long nanos) {
        return nanos < 0 ? Long.MAX_VALUE / TICK_NANOS : Math.ceilDiv(nanos, TICK_NANOS);
    }

    private void link(Timer timer) {
        int bucket = bucket(timer.due);
        Timer head = buckets[bucket];
        timer.previous = null;
        timer.next = head;
        if (head != null) {
            head.previous = timer;
        }
        buckets[bucket] = timer;
        occupied.set(bucket);
        size++;
    }

    private static int bucket(long due) {
        return (int) (due & (BUCKETS - 1));
    }

    private void stop(Timer timer) {
        synchronized (this) {
            if (timer.wheel == this) {
                unlink(timer);
            }
        }
    }

    private void unlink(Timer timer) {
        int bucket = bucket(timer.due);
        Timer before = timer.previous;
        Timer after = timer.next;
        if (before != null) {
            before.next = after;
        } else {
            buckets[bucket] = after;
        }
        if (after != null) {
            after.previous = before;
        }
        if (buckets[bucket] == null) {
            occupied.clear(bucket);
        }
        timer.next = null;
        timer.previous = null;
        timer.wheel = null;
        size--;
    }

    /// Fires what is due.
    ///
    /// @return nanoseconds until there may be more to fire; `Long.MAX_VALUE` when nothing runs
    public long advance() {
        long now = ticker.nanos() - origin;
        Timer due;
        long wait;
        synchronized (this) {
            long target = now / TICK_NANOS;
            due = collect(target);
            wait = untilNext(now);
        }
        while (due != null) {
            Timer timer = due;
            due = timer.fires;
            timer.fires = null;
            if (isStarted(timer)) {
                continue; // again, for a later time
            }
            try {
                timer.expired();
            } catch (RuntimeException e) {
                // the timers behind it must not be lost for one that is broken
                LOG.error("a timer failed", e);
            }
        }
        return wait;
    }

    private synchronized boolean isStarted(Timer timer) {
        return timer.wheel != null;
    }

    /// Takes out the timers due up to `target`, earlier ticks first.
    private @Nullable Timer collect(long target) {
        Timer first = null;
        Timer last = null;
        long from = Math.max(tick + 1, target - BUCKETS + 1);
        for (long at = from; at <= target; at++) {
            int bucket = bucket(at);
            int occupiedBucket = occupied.nextSetBit(bucket);
            if (occupiedBucket != bucket) {
                long skip = occupiedBucket < 0 ? BUCKETS - bucket : occupiedBucket - bucket;
                at += skip - 1;
                continue;
            }
            Timer timer = buckets[bucket];
            while (timer != null) {
                Timer after = timer.next;
                if (timer.due <= target) {
                    unlink(timer);
                    if (last == null) {
                        first = timer;
                    } else {
                        last.fires = timer;
                    }
                    last = timer;
                }
                timer = after;
            }
        }
        tick = Math.max(tick, target);
        return first;
    }

    private long untilNext(long now) {
        if (size == 0) {
            plannedWake = Long.MAX_VALUE;
            return Long.MAX_VALUE;
        }
        int start = bucket(tick + 1);
        int next = occupied.nextSetBit(start);
        long ticks = next >= 0 ? next - start : BUCKETS - start + occupied.nextSetBit(0);
        plannedWake = tick + 1 + ticks;
        return Math.max(1, plannedWake * TICK_NANOS - now);
    }

    /// How many timers run: a gauge.
    public synchronized int size() {
        return size;
    }

    /// Who is told when a timer is due before what [#advance] promised.
    synchronized void onEarlier(Runnable wake) {
        wakeDriver = wake;
    }
}
