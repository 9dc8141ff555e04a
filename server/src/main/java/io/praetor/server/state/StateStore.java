package io.praetor.server.state;

import io.praetor.server.Ticker;
import io.praetor.store.Snapshot;
import io.praetor.store.Store;
import io.praetor.store.WriteTransaction;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The replicated state of one server. Anyone reads it at any time through [#current]; only the state machine writes,
/// one command after the other, on the apply thread.
public final class StateStore {
    private final Store store;
    private final LockDelays lockDelays;
    private final List<StateListener> listeners = new CopyOnWriteArrayList<>();
    private final InstantSource clock;
    private final boolean mesh;
    private volatile View view;

    private record View(Snapshot snapshot, State state) {}

    /// An empty state in which no token runs out.
    ///
    /// @param wakeExecutor runs the wake-ups of parked reads
    /// @param ticker measures lock delays
    public StateStore(Executor wakeExecutor, Ticker ticker) {
        this(wakeExecutor, ticker, () -> Instant.EPOCH, true);
    }

    /// An empty state, with a mesh.
    ///
    /// @param wakeExecutor runs the wake-ups of parked reads
    /// @param ticker measures lock delays
    /// @param clock says which tokens have run out
    public StateStore(Executor wakeExecutor, Ticker ticker, InstantSource clock) {
        this(wakeExecutor, ticker, clock, true);
    }

    /// An empty state.
    ///
    /// @param wakeExecutor runs the wake-ups of parked reads
    /// @param ticker measures lock delays
    /// @param clock says which tokens have run out
    /// @param mesh whether this server takes part in a mesh (`connect.enabled`)
    public StateStore(Executor wakeExecutor, Ticker ticker, InstantSource clock, boolean mesh) {
        this.clock = clock;
        this.mesh = mesh;
        store = new Store(Tables.ALL, wakeExecutor);
        lockDelays = new LockDelays(ticker);
        Snapshot empty = store.snapshot();
        view = new View(empty, new State(empty, clock, mesh));
    }

    /// The state as the last command left it.
    public State current() {
        Snapshot snapshot = store.snapshot();
        View known = view;
        if (known.snapshot() == snapshot) {
            return known.state();
        }
        State state = new State(snapshot, clock, mesh);
        view = new View(snapshot, state);
        return state;
    }

    /// Which keys may not be locked now.
    public LockDelays lockDelays() {
        return lockDelays;
    }

    /// Tells the listener of every commit from now on.
    public void listen(StateListener listener) {
        listeners.add(listener);
    }

    /// How many keys and prefixes are being watched: a gauge.
    public int watchedCells() {
        return store.watchedCells();
    }

    /// What a command does to the state.
    ///
    /// @param <T> its result
    @FunctionalInterface
    public interface Command<T extends @Nullable Object> {
        /// @throws StateException when the rules refuse it
        T apply(StateWrite write) throws StateException;
    }

    /// Runs one command and makes its changes visible together, or not at all when it throws.
    ///
    /// @param index what the changes get as ModifyIndex; larger than that of every command before
    public <T extends @Nullable Object> T write(long index, Command<T> command) throws StateException {
        try (WriteTransaction tx = store.begin()) {
            StateWrite write = new StateWrite(tx, index);
            T result = command.apply(write);
            if (!write.isRefused()) {
                tx.commit();
                write.effects().happen(index, lockDelays, listeners);
            }
            return result;
        }
    }

    /// Fills a restore with records.
    @FunctionalInterface
    public interface Filling {
        /// @throws IOException when the records are not sound; then the state stays as it was
        void fill(StateRestore restore) throws IOException;
    }

    /// Replaces everything by what `filling` puts, all at once, and wakes every parked read.
    public void replace(Filling filling) throws IOException {
        try (WriteTransaction tx = store.begin()) {
            tx.replaceAll();
            StateRestore restore = new StateRestore(tx);
            filling.fill(restore);
            restore.finish();
            tx.commit();
        }
        lockDelays.clear();
        listeners.forEach(StateListener::replaced);
    }
}
