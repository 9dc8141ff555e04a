package io.praetor.raft;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Every write of the cluster goes through one of these.
///
/// Futures fail with a [RaftException] as the direct cause. They complete on internal threads: what follows must be
/// short or move to another executor.
public interface ReplicatedLog extends AutoCloseable {

    /// The longest command in bytes; a longer one, or an empty one, is refused with [IllegalArgumentException].
    int MAX_COMMAND_BYTES = 8 << 20;

    /// Appends a command; completes after commit and local apply with what [StateMachine#apply] returned. Fails with
    ///
    /// - [NotLeaderException]: not appended, asking the leader is safe
    /// - [LogUnavailableException]: refused before append (disk full, overloaded, closed), safe to retry later
    /// - [OutcomeUnknownException]: leadership lost after append, may or may not be applied
    CompletableFuture<@Nullable Object> propose(byte[] command);

    /// Completes when every entry committed before the call is applied here. Leader only.
    CompletableFuture<Void> barrier();

    /// Confirms leadership with a quorum (ReadIndex), waits until this server has applied up to the confirmed index and
    /// completes with it. Fails with [NotLeaderException] when leadership cannot be confirmed.
    CompletableFuture<Long> readIndex();

    /// Whether this server leads and has heard from a quorum within its lease. Cheap, lock-free.
    boolean isLeader();

    LogStatus status();

    Membership membership();

    /// Gives an empty server that was started without bootstrap its first configuration. Every server of the new
    /// cluster is given the same voters. Fails with [IllegalStateException] if there is a configuration already.
    CompletableFuture<Void> bootstrap(List<PeerAddress> voters);

    /// Adds a server that receives the log but does not vote. Completes when the change is committed. Leader only.
    CompletableFuture<Void> addLearner(PeerAddress peer);

    /// Makes a learner a voter, once it has caught up. Leader only.
    CompletableFuture<Void> promote(String id);

    /// Removes a voter or learner. A leader that removes itself steps down once that is committed. Leader only.
    CompletableFuture<Void> remove(String id);

    /// Hands leadership to the voter `id`, or to the most advanced one when null. Completes when this server has
    /// stepped down in favour of it.
    CompletableFuture<Void> transferLeadership(@Nullable String id);

    /// Takes a snapshot now and truncates the log behind it. Completes with the index it covers.
    CompletableFuture<Long> snapshot();

    /// Stops taking part, fails what is pending and releases the directory. Idempotent.
    @Override
    void close();
}
