package io.praetor.gossip.serf;

import io.praetor.gossip.serf.Pool.Phase;
import io.praetor.gossip.serf.SerfMessage.Leave;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Going in peace, and declaring that others have gone (`gossip-serf.md` §3.2). Belongs to the loop.
final class Leaving {

    private static final Logger LOG = LoggerFactory.getLogger(Leaving.class);

    private final Pool pool;
    private final Membership membership;
    private final @Nullable Snapshot snapshot;
    private @Nullable CompletableFuture<Void> underWay;

    Leaving(Pool pool, Membership membership, @Nullable Snapshot snapshot) {
        this.pool = pool;
        this.membership = membership;
        this.snapshot = snapshot;
    }

    /// The intent first, so that nobody takes this member's death for a failure; then the death; then time to hear of
    /// both.
    CompletableFuture<Void> leave() {
        if (underWay != null) {
            return underWay;
        }
        if (pool.phase() == Phase.SHUT_DOWN) {
            return CompletableFuture.failedFuture(new IllegalStateException("Leave called after Shutdown"));
        }
        pool.phase(Phase.LEAVING);
        // who is alone has nobody to stay for
        Duration stay = pool.members.hasOtherAlive() ? pool.config.leavePropagateDelay() : Duration.ZERO;
        Duration patience = pool.config.broadcastTimeout();
        CompletableFuture<Void> whole = written()
                .thenCompose(_ -> tell(pool.name, false))
                .thenCompose(wasTold -> {
                    if (!wasTold) {
                        LOG.atWarn().log("the others may not know that this member leaves");
                    }
                    return pool.memberlist().leave(patience);
                })
                .exceptionally(failure -> {
                    LOG.atWarn().setCause(failure).log("leaving did not reach everybody");
                    return null;
                })
                .thenCompose(_ -> pause(stay))
                .thenRun(() -> {
                    if (pool.phase() == Phase.LEAVING) {
                        pool.phase(Phase.LEFT);
                    }
                });
        underWay = whole;
        return whole;
    }

    /// A disk that does not answer does not keep this member here.
    private CompletableFuture<Void> written() {
        CompletableFuture<Void> written = new CompletableFuture<>();
        if (snapshot == null) {
            written.complete(null);
        } else {
            snapshot.leave(() -> written.complete(null));
            pool.loop.schedule(pool.config.broadcastTimeout(), () -> written.complete(null));
        }
        return written;
    }

    private CompletableFuture<Void> pause(Duration time) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        pool.loop.schedule(time, () -> over.complete(null));
        return over;
    }

    /// @return whether everybody could hear that a member has gone; false: the time was over
    CompletableFuture<Boolean> tell(String node, boolean prune) {
        Leave leave = new Leave(pool.memberClock.time(), node, prune);
        pool.memberClock.increment();
        membership.intends(leave);
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        if (!pool.members.hasOtherAlive()) {
            told.complete(true);
            return told;
        }
        pool.broadcasts.queue(Broadcasts.Kind.INTENT, SerfMessages.encode(leave), () -> told.complete(true));
        pool.loop.schedule(pool.config.broadcastTimeout(), () -> told.complete(false));
        return told;
    }
}
