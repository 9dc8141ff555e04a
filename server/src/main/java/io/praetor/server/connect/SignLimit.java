package io.praetor.server.connect;

import io.praetor.server.RequestFailure;
import io.praetor.server.Scheduler;
import io.praetor.server.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// How many leaves are signed: so many a second, or so many at a time. Whoever comes too early waits, though not long.
/// It keeps agents that renew all at once, after a rotation, from taking all of the leader's time.
final class SignLimit {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final double SECOND = 1e9;
    private static final double LONGEST_GAP = 1e18;

    private final long gapNanos;
    private final Semaphore places;
    private final Ticker ticker;
    private final Scheduler scheduler;
    /// When the next may go; guarded by this, like `begun`.
    private long next;

    private boolean begun;

    SignLimit(CaOptions options, Ticker ticker, Scheduler scheduler) {
        gapNanos = options.perSecond() > 0 ? (long) Math.min(LONGEST_GAP, SECOND / options.perSecond()) : 0;
        boolean few = gapNanos == 0 && options.concurrent() > 0;
        places = new Semaphore(few ? options.concurrent() : Integer.MAX_VALUE);
        this.ticker = ticker;
        this.scheduler = scheduler;
    }

    /// Waits for its turn, on this thread. Who has had it calls [#leave].
    ///
    /// @throws RequestFailure when that would take too long
    void enter() throws InterruptedException {
        long wait = reserve();
        if (wait > 0) {
            CompletableFuture<Void> turn = new CompletableFuture<>();
            var _ = scheduler.after(Duration.ofNanos(wait), () -> turn.complete(null));
            try {
                turn.get();
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException("waiting for a turn failed", e);
            }
        }
        if (!places.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
            throw refused();
        }
    }

    /// Takes a turn.
    ///
    /// @return nanoseconds until it comes
    private synchronized long reserve() {
        if (gapNanos == 0) {
            return 0;
        }
        long now = ticker.nanos();
        long wait = begun ? Math.max(0, next - now) : 0;
        if (wait > PATIENCE.toNanos()) {
            throw refused();
        }
        begun = true;
        next = now + wait + gapNanos;
        return wait;
    }

    private static RequestFailure refused() {
        return new RequestFailure(RequestFailure.Kind.RATE_LIMITED, LATER);
    }

    /// What it refuses with.
    static final String LATER = "Rate limit reached, try again later";

    /// Makes room for the next.
    void leave() {
        places.release();
    }
}
