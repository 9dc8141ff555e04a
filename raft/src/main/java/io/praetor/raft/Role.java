package io.praetor.raft;

/// What this server is to its peers.
public enum Role {
    LEADER,
    FOLLOWER,
    CANDIDATE,
    LEARNER,
    /// Closed, or stopped after a failure that [LeadershipListener#failed(Throwable)] told.
    STOPPED
}
