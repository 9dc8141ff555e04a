package io.praetor.server.remote;

import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.Ticker;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One request on its way to whoever can answer it (`rpc.md` §6): tried again after a short wait while nobody can,
/// until the hold time has passed since the first failure.
///
/// Attempts and waits are legs of the trip; only the present one counts. A leg ends with [#arrived] or [#missed].
public abstract class Trip implements Cancellable {
    /// A wait is up to this part of the hold time.
    private static final int JITTER_PART = 16;

    private final Rules rules;
    private final boolean read;
    private Cancellable current = Cancellable.NONE;
    private int leg;
    private boolean over;
    private boolean counting;
    private long countedFrom;
    private long setOut;

    /// What trips have in common.
    ///
    /// @param hold      how long failures are borne (`rpc_hold_timeout`)
    /// @param heldThere whether servers are asked that ask the leader themselves: who says that there is none has borne
    ///                  that as long already, so that the two times do not add up, and one that has too much to do may
    ///                  be
    ///                  exchanged for another
    /// @param random    thread-safe
    public record Rules(Duration hold, boolean heldThere, Ticker ticker, RandomGenerator random, Pauses pauses) {}

    /// Runs things a little later.
    @FunctionalInterface
    public interface Pauses {
        /// Runs `then` after `longest`, or as soon as trying again makes sense.
        ///
        /// @return calls it off; null when it will not be run
        @Nullable Cancellable pause(Duration longest, Runnable then);
    }

    /// @param read whether the request changes nothing
    protected Trip(Rules rules, boolean read) {
        this.rules = rules;
        this.read = read;
    }

    /// Tries once; ends in one of [#arrived] and [#missed], unless it is cancelled.
    ///
    /// @return calls the attempt off
    protected abstract Cancellable attempt();

    /// The request has failed for good. Called once at most.
    protected abstract void refused(Throwable cause);

    /// Sets out, or tries again.
    public final void go() {
        int mine;
        synchronized (this) {
            if (over) {
                return;
            }
            setOut = rules.ticker().nanos();
            mine = ++leg;
        }
        follow(mine, attempt());
    }

    private void follow(int mine, Cancellable handle) {
        synchronized (this) {
            if (!over) {
                if (mine == leg) {
                    current = handle;
                }
                return;
            }
        }
        // too late only where it was called off; a leg that has arrived minds no cancel
        handle.cancel();
    }

    /// Ends the trip with an answer.
    ///
    /// @return false when it was over before
    protected final synchronized boolean arrived() {
        if (over) {
            return false;
        }
        over = true;
        current = Cancellable.NONE;
        return true;
    }

    /// Ends an attempt.
    protected final void missed(Throwable failure) {
        Throwable cause = CallFailures.of(failure);
        boolean again = CallFailures.mayRetry(cause, read) || (rules.heldThere() && CallFailures.isForAnother(cause));
        int mine = again ? another(cause) : 0;
        if (mine > 0) {
            long most = rules.hold().toNanos() / JITTER_PART;
            Cancellable wait =
                    rules.pauses().pause(Duration.ofNanos(rules.random().nextLong(most + 1)), this::go);
            if (wait != null) {
                follow(mine, wait);
                return;
            }
        }
        if (arrived()) {
            refused(cause);
        }
    }

    /// The number of the next leg; 0 when there is to be none.
    private synchronized int another(Throwable cause) {
        long now = rules.ticker().nanos();
        if (!counting) {
            counting = true;
            boolean heldThere = rules.heldThere()
                    && cause instanceof RequestFailure refusal
                    && refusal.kind() == RequestFailure.Kind.NO_LEADER;
            countedFrom = heldThere ? setOut : now;
        }
        return over || now - countedFrom >= rules.hold().toNanos() ? 0 : ++leg;
    }

    /// The request is no longer of interest.
    @Override
    public final void cancel() {
        Cancellable handle;
        synchronized (this) {
            over = true;
            handle = current;
            current = Cancellable.NONE;
        }
        handle.cancel();
    }
}
