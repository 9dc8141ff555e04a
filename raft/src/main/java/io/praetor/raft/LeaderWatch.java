package io.praetor.raft;

import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
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

    /// A process that is being ended may still take calls, and drop them, so it is called until it has spoken or
    /// refused.
    private static final long FIRST_PAUSE_MILLIS = 50;

    private static final long LONGEST_PAUSE_MILLIS = 1000;

    /// The election timeout when the leader is known to be gone: some round trips and a force to disk. Doubled with
    /// each candidacy in vain: the machine may be slower than that.
    private static final long SHORT_MILLIS = 150;

    /// How long a candidate waits for votes before it stands anew; JRaft would wait for the usual election timeout.
    /// Doubled likewise.
    private static final long CANDIDACY_MILLIS = 600;

    /// What is asked of the node. Any call may wait for it.
    interface Elections {

        /// Whom this server follows, as far as it has been told, which is a moment after it does; null if nobody.
        @Nullable String leader();

        /// When a leader last appended, in milliseconds of any clock.
        long heardAt();

        /// Uses another election timeout from now on.
        ///
        /// @param spreadMillis the most that is added by chance
        void timeout(long millis, long spreadMillis);

        /// Ends the candidacy of this server, if it is one, so that it stands anew in a while.
        void standAnew();
    }

    /// Runs a task, which may wait, when some milliseconds have passed; drops it when the log is closing.
    interface Later {
        void run(long millis, Runnable task);
    }

    private final RaftTransport transport;
    private final UnaryOperator<String> addresses;
    private final Elections elections;
    private final Later later;
    private final Executor threads;
    private final long usualMillis;
    /// Sets the timeouts, in the order in which they were wished for.
    private final SerialExecutor setting;
    /// Why the timeout is short; null while it is the usual one. Written under this lock.
    private volatile @Nullable Hurry hurry;
    /// The one that is being called; guarded by this.
    private @Nullable Watched watched;

    /// A time in which the election timeout is short. Each is another one, though the same leader be gone.
    private static final class Hurry {

        /// The leader whose process has ended; empty in a cluster that never had one.
        private final String gone;

        /// Candidacies that had their time.
        private volatile int inVain;

        Hurry(String gone) {
            this.gone = gone;
        }
    }

    /// A leader whose link has closed.
    ///
    /// @param heardAt when it had last appended until then
    private record Watched(String peer, long heardAt) {}

    /// @param addresses where a server is, by its id
    /// @param threads runs each task at once, in a thread of its own
    /// @param usualMillis the election timeout
    LeaderWatch(
            RaftTransport transport,
            UnaryOperator<String> addresses,
            Elections elections,
            Later later,
            Executor threads,
            long usualMillis) {
        this.transport = transport;
        this.addresses = addresses;
        this.elections = elections;
        this.later = later;
        this.threads = threads;
        this.usualMillis = usualMillis;
        this.setting = new SerialExecutor(threads);
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
        Watched now = new Watched(peer, elections.heardAt());
        synchronized (this) {
            if (usualMillis <= 2 * SHORT_MILLIS || followsAnother(peer) || isWatched(peer)) {
                return;
            }
            watched = now;
        }
        look(now, FIRST_PAUSE_MILLIS, 0);
    }

    /// Who leads is known a moment late: only a known leader makes the end of another one nobody's business.
    private boolean followsAnother(String peer) {
        String leader = elections.leader();
        return leader != null && !leader.equals(peer);
    }

    private boolean isWatched(String peer) {
        return watched != null && watched.peer.equals(peer);
    }

    /// @param waited milliseconds for which it has been called
    private void look(Watched now, long pause, long waited) {
        synchronized (this) {
            if (!now.equals(watched)) {
                return;
            }
            if (followsAnother(now.peer) || elections.heardAt() != now.heardAt || waited > usualMillis) {
                watched = null;
                return;
            }
        }
        var _ = transport
                .dial(new PeerAddress(now.peer, addresses.apply(now.peer)), new Answered())
                .whenComplete((link, failure) -> {
                    if (link == null && isRefusal(failure)) {
                        threads.execute(() -> ended(now));
                        return;
                    }
                    later.run(pause, () -> {
                        if (link != null) {
                            link.close();
                        }
                        look(now, Math.min(2 * pause, LONGEST_PAUSE_MILLIS), waited + pause);
                    });
                });
    }

    private static boolean isRefusal(@Nullable Throwable failure) {
        return failure instanceof ConnectException
                || (failure instanceof CompletionException && failure.getCause() instanceof ConnectException);
    }

    private void ended(Watched now) {
        Hurry begun = new Hurry(now.peer);
        synchronized (this) {
            if (!now.equals(watched)) {
                return;
            }
            watched = null;
            if (followsAnother(now.peer)) {
                return;
            }
            hurry = begun;
        }
        LOG.info("the leader's process has ended: leader={}", now.peer);
        inForce(begun);
    }

    /// A new cluster has been given its servers: there is no leader whose silence would have to be waited for.
    void begun() {
        Hurry begun = new Hurry("");
        synchronized (this) {
            if (usualMillis <= 2 * SHORT_MILLIS || hurry != null) {
                return;
            }
            hurry = begun;
        }
        inForce(begun);
    }

    private void inForce(Hurry begun) {
        set();
        later.run(CANDIDACY_MILLIS, () -> standAnew(begun, 1));
        // if there is no quorum either, there is no hurry
        later.run(2 * usualMillis, () -> over(begun));
    }

    private void standAnew(Hurry begun, int times) {
        if (hurry == begun) {
            elections.standAnew();
            begun.inVain = times;
            set();
            later.run(doubled(CANDIDACY_MILLIS, times), () -> standAnew(begun, times + 1));
        }
    }

    /// No longer than it would be without any hurry.
    private long doubled(long millis, int times) {
        return Math.max(millis, Math.min(usualMillis, millis << Math.min(times, 20)));
    }

    /// A leader has called.
    void heard(String leader) {
        Hurry now = hurry;
        if (now != null && !now.gone.equals(leader)) {
            over(now);
        }
    }

    /// This server leads.
    void usual() {
        Hurry now = hurry;
        if (now != null) {
            over(now);
        }
    }

    /// There is a leader, or it has taken too long.
    private void over(Hurry which) {
        synchronized (this) {
            if (hurry != which) {
                return;
            }
            hurry = null;
        }
        set();
    }

    /// Whatever was wished for while this waited, the last wish is the one in force in the end.
    private void set() {
        setting.execute(() -> {
            Hurry now = hurry;
            if (now != null) {
                long millis = doubled(SHORT_MILLIS, now.inVain);
                elections.timeout(millis, millis);
            } else {
                elections.timeout(usualMillis, usualSpread(usualMillis));
            }
        });
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
