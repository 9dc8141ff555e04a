package io.praetor.raft;

import com.alipay.sofa.jraft.Closure;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.closure.ReadIndexClosure;
import com.alipay.sofa.jraft.error.RaftError;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Requests JRaft has been given and that have no answer yet. [PendingRequests] keeps them, so that none is forgotten
/// when the log stops.
sealed interface Pending {

    /// When it was made, in milliseconds.
    long since();

    /// Answers it, if it is not answered yet.
    void fail(RaftException why);

    /// Bytes it holds.
    int bytes();

    /// What this failure means to who asked. JRaft says in so many words when it has not appended an entry; anything
    /// else leaves it open.
    static RaftException explain(Status status) {
        String text = String.valueOf(status.getErrorMsg());
        RaftError error = status.getRaftError();
        if (error == RaftError.EBUSY) {
            return text.startsWith("Is transferring")
                    ? new NotLeaderException("leadership is being transferred", null)
                    : new LogUnavailableException("the log is overloaded");
        }
        if (error == RaftError.EPERM && text.equals("Is not leader.")) {
            return new NotLeaderException("this server is not the leader", null);
        }
        if (error == RaftError.ENODESHUTDOWN) {
            return new LogUnavailableException("the log is closed");
        }
        return new OutcomeUnknownException("the command was appended but not seen to commit: " + text, null);
    }

    /// A command on its way.
    final class Proposal implements Pending, Closure {

        private final PendingRequests pending;
        private final CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        private final long since;
        private final int bytes;

        Proposal(PendingRequests pending, int bytes, long since) {
            this.pending = pending;
            this.bytes = bytes;
            this.since = since;
        }

        CompletableFuture<@Nullable Object> answer() {
            return answer;
        }

        @Override
        public long since() {
            return since;
        }

        @Override
        public int bytes() {
            return bytes;
        }

        /// The state machine has answered.
        void applied(@Nullable Object result) {
            pending.remove(this);
            answer.complete(result);
        }

        @Override
        public void run(Status status) {
            if (status.isOk()) {
                // applied() has answered; a command that was committed but skipped is one of a failed state machine
                fail(new OutcomeUnknownException("the command was committed but not applied", null));
            } else {
                fail(explain(status));
            }
        }

        @Override
        public void fail(RaftException why) {
            pending.remove(this);
            answer.completeExceptionally(why);
        }
    }

    /// A change of the configuration on its way.
    final class MembershipChange implements Pending, Closure {

        private final PendingRequests pending;
        private final CompletableFuture<Void> answer = new CompletableFuture<>();
        private final long since;

        MembershipChange(PendingRequests pending, long since) {
            this.pending = pending;
            this.since = since;
        }

        CompletableFuture<Void> answer() {
            return answer;
        }

        @Override
        public long since() {
            return since;
        }

        @Override
        public int bytes() {
            return 0;
        }

        @Override
        public void run(Status status) {
            String text = String.valueOf(status.getErrorMsg());
            if (status.isOk()) {
                pending.remove(this);
                answer.complete(null);
            } else if (status.getRaftError() == RaftError.EBUSY) {
                fail(new LogUnavailableException("another change of the membership is under way"));
            } else if (status.getRaftError() == RaftError.ECATCHUP) {
                fail(new LogUnavailableException("the server did not catch up with the log: " + text));
            } else if (status.getRaftError() == RaftError.EPERM && text.equals("Not leader")) {
                fail(new NotLeaderException("this server is not the leader", null));
            } else {
                fail(new OutcomeUnknownException("the change was not seen to commit: " + text, null));
            }
        }

        @Override
        public void fail(RaftException why) {
            pending.remove(this);
            answer.completeExceptionally(why);
        }
    }

    /// A snapshot on its way.
    final class SnapshotRequest implements Pending, Closure {

        private final PendingRequests pending;
        private final SnapshotStore snapshots;
        private final CompletableFuture<Long> answer = new CompletableFuture<>();
        private final long since;

        SnapshotRequest(PendingRequests pending, SnapshotStore snapshots, long since) {
            this.pending = pending;
            this.snapshots = snapshots;
            this.since = since;
        }

        CompletableFuture<Long> answer() {
            return answer;
        }

        @Override
        public long since() {
            return since;
        }

        @Override
        public int bytes() {
            return 0;
        }

        @Override
        public void run(Status status) {
            if (status.isOk()) {
                pending.remove(this);
                answer.complete(snapshots.newest().index());
            } else {
                fail(new LogUnavailableException("no snapshot: " + status.getErrorMsg()));
            }
        }

        @Override
        public void fail(RaftException why) {
            pending.remove(this);
            answer.completeExceptionally(why);
        }
    }

    /// What a request is told that is still waiting when the log closes.
    static RaftException closed(Pending request) {
        return switch (request) {
            case Read _, SnapshotRequest _ -> new LogUnavailableException("the log is closed");
            case Proposal _, MembershipChange _ ->
                new OutcomeUnknownException("the log was closed before the answer was known", null);
        };
    }

    /// A confirmation of leadership on its way.
    final class Read extends ReadIndexClosure implements Pending {

        private final PendingRequests pending;
        private final CompletableFuture<Long> answer = new CompletableFuture<>();
        private final long since;

        Read(PendingRequests pending, long since) {
            super(-1);
            this.pending = pending;
            this.since = since;
        }

        CompletableFuture<Long> answer() {
            return answer;
        }

        @Override
        public long since() {
            return since;
        }

        @Override
        public int bytes() {
            return 0;
        }

        @Override
        public void run(Status status, long index, byte @Nullable [] context) {
            if (status.isOk()) {
                pending.remove(this);
                answer.complete(index);
            } else {
                fail(new NotLeaderException("leadership could not be confirmed: " + status.getErrorMsg(), null));
            }
        }

        @Override
        public void fail(RaftException why) {
            pending.remove(this);
            answer.completeExceptionally(why);
        }
    }
}
