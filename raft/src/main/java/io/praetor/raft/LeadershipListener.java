package io.praetor.raft;

/// Hears of this server's leadership, in order, on one thread that is not the apply thread. It may block; later events
/// wait.
public interface LeadershipListener {

    /// This server leads in `term`. Entries of earlier terms may not all be applied yet: await
    /// [ReplicatedLog#barrier()].
    void leadershipGained(long term);

    /// This server no longer leads in `term`, which an earlier call said it had gained.
    void leadershipLost(long term);

    /// The log has stopped for good: a broken invariant or a state machine that threw. The process should end.
    void failed(Throwable cause);
}
