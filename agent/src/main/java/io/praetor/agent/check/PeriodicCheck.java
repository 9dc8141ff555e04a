package io.praetor.agent.check;

import io.praetor.agent.check.probe.Finding;
import io.praetor.agent.check.probe.Probe;
import io.praetor.model.telemetry.Timer;
import io.praetor.server.Ticker;
import io.praetor.server.TimerWheel;
import org.jspecify.annotations.Nullable;

/// A check that looks again an interval after it has looked. A small object with one timer: it says when the next look
/// is due, and while there is one, when that has taken too long.
final class PeriodicCheck extends TimerWheel.Timer implements RunningCheck {
    private final Probe probe;
    private final long intervalNanos;
    private final long firstNanos;
    private final Thresholds thresholds;
    private final Turnstile turnstile;
    private final TimerWheel wheel;
    private final Ticker ticker;
    private final Timer lateness;
    private final Outlet outlet;
    private final Runnable guest = this::look;

    /// Apart from the timer of the next look: a timer must not be started again before it has fired.
    private final TimeLimit limit = new TimeLimit();

    private Phase phase = Phase.STOPPED;
    private long dueNanos;
    private long limitNanos;
    private int looks;
    private boolean hasPlace;
    private boolean tooLong;
    private Probe.@Nullable Attempt attempt;

    private enum Phase {
        WAITING,
        QUEUED,
        LOOKING,
        STOPPED
    }

    /// Where results go.
    @FunctionalInterface
    interface Outlet {
        void tell(Finding finding);
    }

    /// @param firstNanos when it looks for the first time
    /// @param lateness   how much later than it was due a look begins
    PeriodicCheck(
            Probe probe,
            long intervalNanos,
            long firstNanos,
            Thresholds thresholds,
            Turnstile turnstile,
            TimerWheel wheel,
            Ticker ticker,
            Timer lateness,
            Outlet outlet) {
        this.probe = probe;
        this.intervalNanos = intervalNanos;
        this.firstNanos = firstNanos;
        this.thresholds = thresholds;
        this.turnstile = turnstile;
        this.wheel = wheel;
        this.ticker = ticker;
        this.lateness = lateness;
        this.outlet = outlet;
    }

    @Override
    public synchronized void start() {
        phase = Phase.WAITING;
        waitFor(firstNanos);
    }

    private void waitFor(long delayNanos) {
        dueNanos = ticker.nanos() + delayNanos;
        wheel.start(this, delayNanos);
    }

    /// The next look is due.
    @Override
    protected void expired() {
        synchronized (this) {
            if (phase != Phase.WAITING) {
                return;
            }
            phase = Phase.QUEUED;
        }
        turnstile.enter(guest);
    }

    private void look() {
        int number;
        boolean stopped;
        synchronized (this) {
            hasPlace = true;
            number = ++looks;
            stopped = phase != Phase.QUEUED;
            if (!stopped) {
                phase = Phase.LOOKING;
                tooLong = false;
                lateness.record(ticker.nanos() - dueNanos);
                long time = probe.timeout().toNanos();
                limitNanos = ticker.nanos() + time;
                wheel.start(limit, time);
            }
        }
        if (stopped) {
            leave();
            return;
        }
        Probe.Attempt begun;
        try {
            begun = probe.begin(found -> looked(number, found));
        } catch (RuntimeException e) {
            // whatever is wrong with one, it looks again
            looked(number, Finding.critical(e.toString()));
            return;
        }
        boolean late;
        boolean unwanted;
        synchronized (this) {
            boolean current = number == looks && phase == Phase.LOOKING;
            if (current) {
                attempt = begun;
            }
            late = current && tooLong;
            unwanted = phase == Phase.STOPPED;
        }
        if (unwanted) {
            begun.cancel();
            leave();
        } else if (late) {
            begun.expire();
        }
    }

    private void looked(int number, Finding found) {
        Finding told;
        synchronized (this) {
            if (number != looks || phase != Phase.LOOKING) {
                return;
            }
            limit.cancel();
            attempt = null;
            told = thresholds.judge(found);
        }
        try {
            if (told != null) {
                outlet.tell(told);
            }
        } finally {
            synchronized (this) {
                if (phase == Phase.LOOKING) {
                    phase = Phase.WAITING;
                    waitFor(intervalNanos);
                }
            }
            leave();
        }
    }

    /// Whoever ends a look calls this; the first to do so leaves.
    private void leave() {
        synchronized (this) {
            if (!hasPlace) {
                return;
            }
            hasPlace = false;
        }
        turnstile.leave();
    }

    @Override
    public void stop() {
        Probe.Attempt running;
        Phase before;
        synchronized (this) {
            before = phase;
            phase = Phase.STOPPED;
            running = attempt;
            attempt = null;
            cancel();
            limit.cancel();
        }
        if (before == Phase.QUEUED) {
            turnstile.giveUp(guest);
        } else if (running != null) {
            running.cancel();
            leave();
        }
    }

    /// A look takes too long.
    private final class TimeLimit extends TimerWheel.Timer {
        @Override
        protected void expired() {
            Probe.Attempt running;
            synchronized (PeriodicCheck.this) {
                if (phase != Phase.LOOKING || ticker.nanos() - limitNanos < 0) {
                    return;
                }
                tooLong = true;
                running = attempt;
            }
            if (running != null) {
                running.expire();
            }
        }
    }
}
