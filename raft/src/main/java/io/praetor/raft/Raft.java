package io.praetor.raft;

import java.util.random.RandomGenerator;

/// Opens the log of one server.
public final class Raft {

    private Raft() {}

    /// Opens (or creates) the log without taking part.
    ///
    /// @param random salts what is written, so that no command can pose as a part of the log; need not be replayable
    /// @throws RaftStartException with one clear line: the directory is in use, cannot be written, or is damaged
    public static OpenedLog open(RaftSettings settings, RandomGenerator random) throws RaftStartException {
        return OpenedLog.open(settings, random);
    }

    /// Opens (or creates) the log and begins to take part. When this returns, the newest snapshot is restored, and
    /// `machine` is given the entries behind it as they commit; a single server elects itself at once.
    ///
    /// @param transport taken over: closed with the log, and when this method fails
    /// @param random as for [#open]
    public static ReplicatedLog start(
            RaftSettings settings,
            StateMachine machine,
            LeadershipListener listener,
            RaftTransport transport,
            RandomGenerator random)
            throws RaftStartException {
        OpenedLog opened;
        try {
            opened = open(settings, random);
        } catch (RaftStartException e) {
            transport.close();
            throw e;
        }
        return opened.start(machine, listener, transport);
    }
}
