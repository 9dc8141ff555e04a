package io.praetor.raft;

import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// The log of a server that does not take part yet: its directory is locked, checked and repaired. What is wrong with
/// it
/// is known before anybody hears of the server.
public final class OpenedLog implements AutoCloseable {
    private final RaftSettings settings;
    private final RaftStorage storage;
    private final RaftThreads threads;
    private boolean handedOver;

    private OpenedLog(RaftSettings settings, RaftStorage storage, RaftThreads threads) {
        this.settings = settings;
        this.storage = storage;
        this.threads = threads;
    }

    static OpenedLog open(RaftSettings settings, RandomGenerator random) throws RaftStartException {
        return open(settings, ahead -> RaftStorage.open(settings, random, ahead));
    }

    static OpenedLog open(RaftSettings settings, StorageOpener opener) throws RaftStartException {
        SignalGuard.loadNode();
        RaftThreads threads = RaftThreads.create();
        try {
            return new OpenedLog(settings, opener.open(threads.disk()), threads);
        } catch (RaftStartException e) {
            threads.stop();
            throw e;
        }
    }

    /// Begins to take part. When this returns, the newest snapshot is restored, and `machine` is given the entries
    /// behind it as they commit; a single server elects itself at once.
    ///
    /// @param transport taken over: closed with the log, and when this method fails
    /// @throws RaftStartException after which this is closed
    public ReplicatedLog start(StateMachine machine, LeadershipListener listener, RaftTransport transport)
            throws RaftStartException {
        if (handedOver) {
            throw new IllegalStateException("the log was started or closed before");
        }
        handedOver = true;
        return JRaftLog.start(settings, machine, listener, transport, storage, threads);
    }

    /// Gives the directory back if the log was never started; afterwards whoever has the log closes it.
    @Override
    public void close() {
        if (!handedOver) {
            handedOver = true;
            threads.stop();
            storage.close();
        }
    }

    /// Where the storage comes from; tests have their own.
    interface StorageOpener {

        /// @param ahead runs the taking of space
        RaftStorage open(Executor ahead) throws RaftStartException;
    }
}
