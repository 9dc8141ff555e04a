package io.praetor.agent.check;

import io.praetor.agent.check.probe.Finding;
import io.praetor.server.Cancellable;
import io.praetor.server.Scheduler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A check that fares as something else does: one of this agent's services at once when that changes, one elsewhere as
/// the catalog tells.
final class AliasCheck implements RunningCheck {
    private final Watch watch;
    private final Scheduler scheduler;
    private final PeriodicCheck.Outlet outlet;
    private boolean running;
    private boolean planned;
    private Cancellable timer = Cancellable.NONE;
    private @Nullable AutoCloseable listening;

    /// What an alias looks at.
    interface Watch {
        /// Begins to hear of changes: `changed` is called whenever it may be time for another look.
        AutoCloseable listen(Runnable changed);

        /// Looks; `again` says that it should be looked once more after a time, changes or not.
        ///
        /// @param found told at most once for each look, then or later
        void look(Answer found);
    }

    /// Takes what a look found.
    @FunctionalInterface
    interface Answer {
        /// @param finding null: nothing new
        /// @param next    when to look again
        void found(@Nullable Finding finding, Duration next);
    }

    AliasCheck(Watch watch, Scheduler scheduler, PeriodicCheck.Outlet outlet) {
        this.watch = watch;
        this.scheduler = scheduler;
        this.outlet = outlet;
    }

    @Override
    public void start() {
        synchronized (this) {
            running = true;
        }
        AutoCloseable ears = watch.listen(this::changed);
        boolean unwanted;
        synchronized (this) {
            listening = ears;
            unwanted = !running;
        }
        if (unwanted) {
            close(ears);
        }
        // at once: what is registered with the alias already has the alias' word
        look();
    }

    /// Several changes at a time make one look. It happens on the timer's thread, so that whoever changes something
    /// holding locks of its own meets none of ours.
    private void changed() {
        plan(Duration.ZERO);
    }

    private synchronized void plan(Duration delay) {
        if (!running || (planned && delay.isZero())) {
            return;
        }
        timer.cancel();
        planned = delay.isZero();
        timer = scheduler.after(delay, this::look);
    }

    private void look() {
        synchronized (this) {
            planned = false;
            if (!running) {
                return;
            }
        }
        watch.look(this::found);
    }

    private void found(@Nullable Finding finding, Duration next) {
        boolean wanted;
        synchronized (this) {
            wanted = running;
            if (running && !planned) {
                plan(next);
            }
        }
        if (wanted && finding != null) {
            outlet.tell(finding);
        }
    }

    @Override
    public void stop() {
        AutoCloseable ears;
        synchronized (this) {
            running = false;
            timer.cancel();
            ears = listening;
            listening = null;
        }
        if (ears != null) {
            close(ears);
        }
    }

    private static void close(AutoCloseable ears) {
        try {
            ears.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot stop listening", e);
        }
    }
}
