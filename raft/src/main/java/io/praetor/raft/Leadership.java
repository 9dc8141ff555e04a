package io.praetor.raft;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who leads, as the apply thread saw it, and for how long this server may believe that it does.
final class Leadership implements MachineAdapter.Events {

    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    /// Tells whether a quorum has answered this leader within its lease.
    interface Quorum {
        boolean holds();
    }

    private final String self;
    private final LeadershipListener listener;
    private final ExecutorService events;
    private final LongSupplier clock;
    /// How long one look at the quorum serves. JRaft's lease is 90 % of the election timeout and counts from when an
    /// answered call was sent, so this may add a twentieth and still end before anyone else can be elected.
    private final long lookMillis;

    private final Runnable elected;
    private volatile long leadingTerm;
    private volatile @Nullable String leader;
    private volatile long lookedAt;
    private volatile boolean looked;
    private volatile boolean failed;
    private volatile boolean closing;
    private @Nullable CompletableFuture<Void> transfer;

    /// @param events runs what the listener is told
    /// @param clock in milliseconds
    /// @param elected is run when this server leads; it must not wait
    Leadership(
            String self,
            LeadershipListener listener,
            ExecutorService events,
            LongSupplier clock,
            Duration electionTimeout,
            Runnable elected) {
        this.elected = elected;
        this.self = self;
        this.listener = listener;
        this.events = events;
        this.clock = clock;
        this.lookMillis = electionTimeout.toMillis() / 20;
    }

    /// The term this server leads in and has committed an entry of; 0 if there is none.
    long leadingTerm() {
        return leadingTerm;
    }

    @Nullable String leader() {
        return leader;
    }

    boolean failed() {
        return failed;
    }

    /// Whether this server leads and a quorum was there a moment ago.
    boolean isLeader(Quorum quorum) {
        if (leadingTerm == 0) {
            return false;
        }
        long now = clock.getAsLong();
        if (looked && now - lookedAt < lookMillis) {
            return true;
        }
        if (!quorum.holds()) {
            looked = false;
            return false;
        }
        lookedAt = now;
        looked = true;
        return leadingTerm != 0;
    }

    /// A future that completes when another server leads, and fails when this one leads again.
    synchronized CompletableFuture<Void> awaitTransfer() {
        CompletableFuture<Void> current = transfer;
        if (current == null || current.isDone()) {
            current = new CompletableFuture<>();
            transfer = current;
        }
        return current;
    }

    private synchronized @Nullable CompletableFuture<Void> takeTransfer() {
        CompletableFuture<Void> current = transfer;
        transfer = null;
        return current;
    }

    @Override
    public void leaderStarted(long term) {
        leadingTerm = term;
        leader = self;
        elected.run();
        CompletableFuture<Void> handover = takeTransfer();
        if (handover != null) {
            handover.completeExceptionally(
                    new LogUnavailableException("the other server did not take leadership over in time"));
        }
        tell(() -> listener.leadershipGained(term));
    }

    @Override
    public void leaderStopped() {
        long term = leadingTerm;
        leadingTerm = 0;
        looked = false;
        if (self.equals(leader)) {
            leader = null;
        }
        if (term != 0) {
            tell(() -> listener.leadershipLost(term));
        }
    }

    @Override
    public void following(String id) {
        leader = id;
        CompletableFuture<Void> handover = takeTransfer();
        if (handover != null) {
            handover.complete(null);
        }
    }

    @Override
    public void stoppedFollowing() {
        leader = null;
    }

    /// What fails from now on is a part of closing.
    void closing() {
        closing = true;
    }

    @Override
    public synchronized void failed(Throwable cause) {
        if (!failed && !closing) {
            failed = true;
            tell(() -> listener.failed(cause));
        }
    }

    private void tell(Runnable event) {
        try {
            events.execute(() -> {
                try {
                    event.run();
                } catch (RuntimeException e) {
                    LOG.error("the listener of leadership failed", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("nobody listens any more", e);
        }
    }
}
