package io.praetor.server.assembly;

import io.praetor.raft.Member;
import io.praetor.raft.ReplicatedLog;
import io.praetor.server.Ticker;
import io.praetor.server.TimerWheel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a server takes its leave of the others, for a while or for good.
final class Departure {

    /// How long a leader that stops waits for another to take over.
    private static final long HANDOVER_SECONDS = 3;

    private static final Duration REMOVAL_LOOK = Duration.ofMillis(50);

    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    private final ReplicatedLog log;
    private final String self;
    private final TimerWheel timers;
    private final Ticker ticker;

    /// @param self node ID of this server
    Departure(ReplicatedLog log, String self, TimerWheel timers, Ticker ticker) {
        this.log = log;
        this.self = self;
        this.timers = timers;
        this.ticker = ticker;
    }

    /// The first step of leaving for good: see `Server.leave`.
    ///
    /// @param refuse makes this server refuse requests from now on
    CompletableFuture<Void> leave(Runnable refuse) {
        boolean leads = log.isLeader();
        boolean others = otherVoters();
        refuse.run();
        if (!others || !leads) {
            return CompletableFuture.completedFuture(null);
        }
        return log.transferLeadership(null)
                .exceptionallyCompose(_ -> log.remove(self))
                .exceptionally(failure -> {
                    LOG.warn("failed to hand leadership over: error={}", String.valueOf(failure.getMessage()));
                    return null;
                });
    }

    /// The last step of leaving: waits until the leader has taken this server out, or it takes too long.
    ///
    /// @return whether this server is out
    boolean awaitRemoval(Duration limit) throws InterruptedException {
        CompletableFuture<Boolean> out = new CompletableFuture<>();
        lookForRemoval(out, ticker.nanos() + limit.toNanos());
        try {
            return out.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("looking for this server in the configuration failed", e);
        }
    }

    private void lookForRemoval(CompletableFuture<Boolean> out, long end) {
        List<Member> members = log.membership().members();
        if (members.size() < 2
                || members.stream().noneMatch(member -> member.id().equals(self))) {
            out.complete(true);
        } else if (ticker.nanos() - end >= 0) {
            out.complete(false);
        } else {
            var _ = timers.after(REMOVAL_LOOK, () -> lookForRemoval(out, end));
        }
    }

    private boolean otherVoters() {
        return log.membership().members().stream()
                .anyMatch(member -> member.voter() && !member.id().equals(self));
    }

    /// A leader that stops lets another server lead first, so that nobody has to wait for an election.
    void handOver() {
        if (!log.isLeader() || !otherVoters()) {
            return;
        }
        try {
            log.transferLeadership(null).get(HANDOVER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("failed to hand leadership over: error={}", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
