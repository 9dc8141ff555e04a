package io.praetor.raft;

import java.util.random.RandomGenerator;

/// Opens the log of one server.
public final class Raft {

    private Raft() {}

    /// Opens (or creates) the log and begins to take part. When this returns, the newest snapshot is restored, and
    /// `machine` is given the entries behind it as they commit; a single server elects itself at once.
    ///
    /// @param transport taken over: closed with the log, and when this method fails
    /// @param random salts what is written, so that no command can pose as a part of the log; need not be replayable
    public static ReplicatedLog start(
            RaftSettings settings,
            StateMachine machine,
            LeadershipListener listener,
            RaftTransport transport,
            RandomGenerator random)
            throws RaftStartException {
        return JRaftLog.start(settings, machine, listener, transport, random);
    }
}
