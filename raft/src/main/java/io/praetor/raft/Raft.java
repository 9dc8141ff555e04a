package io.praetor.raft;

/// Opens the log of one server.
public final class Raft {

    private Raft() {}

    /// Opens (or creates) the log and begins to take part. When this returns, the newest snapshot is restored and `machine` follows as
    /// entries commit.
    ///
    /// @param transport taken over: closed with the log, and when this method fails
    public static ReplicatedLog start(
            RaftSettings settings, StateMachine machine, LeadershipListener listener, RaftTransport transport) throws RaftStartException {
        if (settings.directory() != null || !settings.bootstrap()) {
            transport.close();
            throw new RaftStartException("only a single server in memory is supported so far", null);
        }
        return new SoloLog(settings.self(), machine, listener, transport);
    }
}
