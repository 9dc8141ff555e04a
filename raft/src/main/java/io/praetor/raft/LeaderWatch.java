package io.praetor.raft;

import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices that the leader's process has ended, which is cheaper to learn than by its silence: the link it held to this
/// server closes, and its machine refuses another. The election timeout is shortened then, until there is a leader
/// again. No promise rests on it: votes and commits are what they were, and others who still hear their leader refuse
/// the pre-vote. Only the lease by which a leader answers default reads trusts that the old process is gone when its
/// port is.
final class LeaderWatch {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderWatch.class);

    /// A process that is being ended may still take calls, and drop them.
    private static final int ATTEMPTS = 20;

    private static final long PAUSE_MILLIS = 50;

    /// The election timeout when the leader is known to be gone: some round trips and a force to disk.
    private static final long SHORT_MILLIS = 150;

    /// How long a candidate waits for votes before it stands anew; JRaft would wait for the usual election timeout.
    private static final long CANDIDACY_MILLIS = 600;

    /// What is asked of the node. Any call may wait for it.
    interface Elections {

        /// Whom this server follows; null if nobody.
        @Nullable String leader();

        /// Uses another election timeout from now on.
        ///
        /// @param spreadMillis the most that is added by chance
        void timeout(long millis, long spreadMillis);

        /// Ends the candidacy of this server, if it is one, so that it stands anew in a while.
        void standAnew();
    }

    private final RaftTransport transport;
    private final AddressBook addresses;
    private final Elections elections;
    private final ScheduledExecutorService scheduler;
    private final Executor threads;
    private final long usualMillis;
    /// The leader that is gone, while the timeout is short.
    private volatile @Nullable String gone;
    /// The one that is being called; guarded by this.
    private @Nullable String watched;

    /// @param threads runs each task at once, in a thread of its own
    /// @param usualMillis the election timeout
    LeaderWatch(
            RaftTransport transport,
            AddressBook addresses,
            Elections elections,
            ScheduledExecutorService scheduler,
            Executor threads,
            long usualMillis) {
        this.transport = transport;
        this.addresses = addresses;
        this.elections = elections;
        this.scheduler = scheduler;
        this.threads = threads;
        this.usualMillis = usualMillis;
    }

    /// The usual chance that is added to a timeout.
    static long usualSpread(long electionMillis) {
        return Math.max(50, electionMillis / 2);
    }

    /// Another server would stand for election: it may know more than this one.
    void doubted() {
        String leader = elections.leader();
        if (leader != null) {
            closed(leader);
        }
    }

    /// A link that `peer` had opened to this server, as its leader, is closed.
    void closed(String peer) {
        synchronized (this) {
            if (usualMillis <= 2 * SHORT_MILLIS || watched != null || !peer.equals(elections.leader())) {
                return;
            }
            watched = peer;
        }
        look(peer, 1);
    }

    private void look(String peer, int attempt) {
        Answered answered = new Answered();
        var _ = transport
                .dial(new PeerAddress(peer, addresses.address(peer)), answered)
                .whenComplete((link, failure) -> {
                    if (link != null) {
                        // somebody took the call: gone are only those who do not answer any more
                        again(peer, attempt, link);
                    } else if (isRefusal(failure)) {
                        threads.execute(() -> shorten(peer));
                    } else if (attempt < ATTEMPTS) {
                        later(PAUSE_MILLIS, () -> look(peer, attempt + 1));
                    } else {
                        done();
                    }
                });
    }

    private void again(String peer, int attempt, RaftTransport.Link link) {
        later(PAUSE_MILLIS, () -> {
            boolean open = link.isOpen();
            link.close();
            if (!open && attempt < ATTEMPTS) {
                look(peer, attempt + 1);
            } else {
                done();
            }
        });
    }

    private void later(long millis, Runnable task) {
        try {
            var _ = scheduler.schedule(() -> threads.execute(task), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the log is closing", e);
        }
    }

    private static boolean isRefusal(@Nullable Throwable failure) {
        return failure instanceof ConnectException
                || (failure instanceof CompletionException && failure.getCause() instanceof ConnectException);
    }

    private synchronized void done() {
        watched = null;
    }

    private void shorten(String peer) {
        synchronized (this) {
            watched = null;
            if (gone != null || !peer.equals(elections.leader())) {
                return;
            }
            gone = peer;
        }
        LOG.info("the leader's process has ended: leader={}", peer);
        hurry();
    }

    /// A new cluster has been given its servers: there is no leader whose silence would have to be waited for.
    void begun() {
        synchronized (this) {
            if (usualMillis <= 2 * SHORT_MILLIS || gone != null) {
                return;
            }
            gone = "";
        }
        hurry();
    }

    private void hurry() {
        elections.timeout(SHORT_MILLIS, SHORT_MILLIS);
        later(CANDIDACY_MILLIS, this::standAnew);
        // if there is no quorum either, there is no hurry
        later(2 * usualMillis, this::usual);
    }

    private void standAnew() {
        if (gone != null) {
            elections.standAnew();
            later(CANDIDACY_MILLIS, this::standAnew);
        }
    }

    /// A leader has called.
    void heard(String leader) {
        String before = gone;
        if (before != null && !before.equals(leader)) {
            usual();
        }
    }

    /// There is a leader, or it has taken too long.
    void usual() {
        synchronized (this) {
            if (gone == null) {
                return;
            }
            gone = null;
        }
        elections.timeout(usualMillis, usualSpread(usualMillis));
    }

    private static final class Answered implements RaftTransport.Receiver {

        @Override
        public void received(byte[] message) {
            // nothing was asked
        }

        @Override
        public void closed() {
            // seen when the link is looked at
        }
    }
}
