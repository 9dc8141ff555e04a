package io.praetor.server.leader;

import io.praetor.raft.LogStatus;
import io.praetor.raft.ReplicatedLog;
import io.praetor.raft.Role;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.TimerWheel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Whether this server may answer and write for the cluster now, and the requests that wait for that (`server.md` §3).
///
/// A server that was elected *leads* once everything its predecessors committed is applied here: a read before that
/// could miss writes that were acknowledged. It is *ready* when the leader's duties have begun; only then are
/// consistent reads answered.
public final class Leadership {
    /// The most requests that wait at a time; further ones are refused at once.
    private static final int MAX_WAITING = 100_000;

    private final ReplicatedLog log;
    private final TimerWheel timers;
    private final Executor executor;
    private final Duration hold;
    private final Set<Wait> waiting = new LinkedHashSet<>();
    private volatile boolean leading;
    private volatile boolean ready;
    private volatile boolean everKnown;
    private volatile boolean closed;

    /// @param hold     how long a consistent read waits until the leader is ready (`rpc_hold_timeout`)
    /// @param executor runs requests that have waited
    public Leadership(ReplicatedLog log, TimerWheel timers, Duration hold, Executor executor) {
        this.log = log;
        this.timers = timers;
        this.hold = hold;
        this.executor = executor;
    }

    /// Whether this server leads, within its lease. Lock-free.
    public boolean leading() {
        return leading && log.isLeader();
    }

    /// Whether the leader's duties have begun. Lock-free.
    public boolean ready() {
        return ready && leading();
    }

    /// Whether this server has ever heard of a leader; its state is worth reading then.
    public boolean everKnown() {
        if (!everKnown && log.status().leader() != null) {
            everKnown = true;
        }
        return everKnown;
    }

    /// Whether somebody leads now, as far as this server knows.
    public boolean known() {
        return leading() || log.status().leader() != null;
    }

    /// Time since this server heard of its leader; zero on the leader.
    public Duration lastContact() {
        if (leading()) {
            return Duration.ZERO;
        }
        LogStatus status = log.status();
        return status.role() == Role.LEADER ? Duration.ZERO : status.lastContact();
    }

    /// Runs `go` on this thread if this server leads. Whoever may ask another server does so when it does not.
    ///
    /// @param refused told that this server does not lead
    public void whenLeading(Runnable go, Consumer<RequestFailure> refused) {
        if (leading()) {
            go.run();
        } else {
            refused.accept(RequestFailure.noLeader());
        }
    }

    /// Runs `go` when consistent reads may be answered: at once on this thread if they may, else on the executor if
    /// that
    /// comes within the hold time.
    ///
    /// @param refused told that it did not, when the hold time is over or the server stops
    public Cancellable whenReady(Runnable go, Consumer<RequestFailure> refused) {
        if (ready()) {
            go.run();
            return Cancellable.NONE;
        }
        Runnable late = () -> refused.accept(RequestFailure.internal("Not ready to serve consistent reads"));
        Wait wait = new Wait(true, go, late);
        if (!await(wait, hold)) {
            late.run();
        } else if (ready()) {
            // it became true before we were in the list
            wait.release();
        }
        return wait;
    }

    /// Runs `then` on the executor, once: when this server comes to lead, or `longest` is over, or it stops.
    ///
    /// @return calls it off; null when too many wait, or the server has stopped: then `then` is not run
    public @Nullable Cancellable pause(Duration longest, Runnable then) {
        Wait wait = new Wait(false, then, then);
        return await(wait, longest) ? wait : null;
    }

    private boolean await(Wait wait, Duration longest) {
        synchronized (waiting) {
            if (closed || waiting.size() >= MAX_WAITING) {
                return false;
            }
            waiting.add(wait);
            timers.start(wait, longest.toNanos());
        }
        return true;
    }

    /// Everything committed before this server was elected is applied here.
    public void established() {
        everKnown = true;
        leading = true;
        releaseAll();
    }

    /// The leader's duties have begun.
    public void begun() {
        ready = true;
        releaseAll();
    }

    /// This server no longer leads.
    public void lost() {
        ready = false;
        leading = false;
    }

    /// The server stops: nobody waits any longer.
    public void close() {
        List<Wait> left;
        synchronized (waiting) {
            closed = true;
            left = new ArrayList<>(waiting);
        }
        lost();
        left.forEach(Wait::giveUp);
    }

    /// Whether [#close] was called.
    public boolean isClosed() {
        return closed;
    }

    private void releaseAll() {
        List<Wait> all;
        synchronized (waiting) {
            all = new ArrayList<>(waiting);
        }
        for (Wait wait : all) {
            if (wait.mayGo()) {
                wait.release();
            }
        }
    }

    private final class Wait extends TimerWheel.Timer {
        private final boolean untilReady;
        private final Runnable go;
        private final Runnable late;

        Wait(boolean untilReady, Runnable go, Runnable late) {
            this.untilReady = untilReady;
            this.go = go;
            this.late = late;
        }

        boolean mayGo() {
            return untilReady ? ready() : leading();
        }

        void release() {
            if (leave()) {
                executor.execute(go);
            }
        }

        void giveUp() {
            if (leave()) {
                executor.execute(late);
            }
        }

        /// Whether it was still waiting; only one caller is told so.
        private boolean leave() {
            synchronized (waiting) {
                super.cancel();
                return waiting.remove(this);
            }
        }

        @Override
        protected void expired() {
            giveUp();
        }

        @Override
        public void cancel() {
            leave();
        }
    }
}
