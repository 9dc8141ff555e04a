package io.praetor.server.fsm;

import io.praetor.model.Bytes;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.log.CommandType;
import io.praetor.raft.StateMachine;
import io.praetor.raft.StateSnapshot;
import io.praetor.server.Meter;
import io.praetor.server.state.State;
import io.praetor.server.state.StateException;
import io.praetor.server.state.StateRecords;
import io.praetor.server.state.StateStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the log replicates into. A command is one transaction on the state; its result is
///
/// - null where the original's has none: register, deregister, KV `set`, `delete`, `delete-tree`, session `destroy`,
/// tombstones,
///   coordinates, autopilot without CAS
/// - [Boolean]: whether a conditional KV or autopilot command, or one of the mesh's authority, took effect
/// - [String]: the ID of the session that was created
/// - [Long]: the serial number, or the index, that a certificate gets
/// - [io.praetor.model.txn.TxnResponse]
/// - [StateError] if it was refused, whatever it was
///
/// Indexes that users see are those of the log plus a base. The base is 0 until a snapshot from elsewhere is restored
/// that has larger ones: then it grows so that no index is ever given out twice.
public final class ServerStateMachine implements StateMachine {
    private final StateStore states;
    private final CommandRunner runner;
    private final FsmFigures figures;
    private volatile Applied applied;
    private @Nullable PendingRestore pending;
    private long indexBase;

    /// The state as of one entry, with what else a snapshot of it needs.
    private record Applied(State state, long index, long term) {}

    /// @param states what commands are applied to; nobody else writes to it
    /// @param meter  told how long everything takes
    public ServerStateMachine(StateStore states, Meter meter) {
        this.states = states;
        figures = new FsmFigures(meter);
        runner = new CommandRunner(states);
        applied = new Applied(states.current(), 0, 0);
    }

    @Override
    public @Nullable Object apply(long logIndex, long term, byte[] command) {
        if (pending != null && pending.term() != term) {
            // Its leader is gone; the new one knows nothing of it.
            pending = null;
        }
        long begun = figures.begun();
        Object result = run(logIndex, term, command);
        CommandType type = command.length == 0 ? null : CommandType.of(command[0] & 0xff);
        figures.applied(type, runner.operation(), begun);
        applied = new Applied(states.current(), logIndex + indexBase, term);
        return result;
    }

    private @Nullable Object run(long logIndex, long term, byte[] command) {
        if (command.length == 0) {
            return new StateError("empty command");
        }
        int typeByte = command[0] & 0xff;
        CommandType type = CommandType.of(typeByte);
        if (type == null) {
            boolean skip = (typeByte & CommandType.IGNORABLE) != 0;
            return skip ? null : new StateError("unknown command type " + typeByte);
        }
        PackReader body = new PackReader(command, 1, command.length - 1);
        try {
            return switch (type) {
                case RESTORE_BEGIN -> begin(RestoreBegin.CODEC.unpack(body), term);
                case RESTORE_CHUNK -> chunk(RestoreChunk.CODEC.unpack(body));
                case RESTORE_COMMIT -> commit(RestoreCommit.CODEC.unpack(body), logIndex);
                default -> runner.run(logIndex + indexBase, type, body);
            };
        } catch (DecodeException e) {
            return new StateError("failed to decode request: " + e.getMessage());
        } catch (StateException e) {
            return new StateError(e.text());
        }
    }

    private @Nullable Object begin(RestoreBegin begin, long term) {
        if (begin.id().isEmpty()) {
            return new StateError("a restore needs an id");
        }
        pending = new PendingRestore(begin.id(), term);
        return null;
    }

    private @Nullable Object chunk(RestoreChunk chunk) {
        PendingRestore open = pending;
        if (open == null || !open.id().equals(chunk.id())) {
            return noRestore(chunk.id());
        }
        if (chunk.sequence() != open.count()) {
            return drop(
                    "expected piece " + open.count() + " of restore \"" + chunk.id() + "\", got " + chunk.sequence());
        }
        Bytes data = chunk.data() == null ? Bytes.EMPTY : chunk.data();
        if (!open.add(data)) {
            return drop("restore \"" + chunk.id() + "\" is larger than " + PendingRestore.MAX_STATE_BYTES + " bytes");
        }
        return null;
    }

    private @Nullable Object commit(RestoreCommit commit, long logIndex) {
        PendingRestore open = pending;
        if (open == null || !open.id().equals(commit.id())) {
            return noRestore(commit.id());
        }
        pending = null;
        if (!Objects.equals(open.sha256(), commit.sha256())) {
            return new StateError("restore \"" + commit.id() + "\" did not come whole: its hash is wrong");
        }
        try {
            long lastIndex = load(open.state(), false).lastIndex();
            indexBase = Math.max(indexBase, lastIndex + 1 - logIndex);
            return null;
        } catch (IOException e) {
            return new StateError(String.valueOf(e.getMessage()));
        }
    }

    private static StateError noRestore(String id) {
        return new StateError("no restore \"" + id + "\" is in progress");
    }

    private StateError drop(String why) {
        pending = null;
        return new StateError(why);
    }

    private SnapshotReader load(InputStream in, boolean ownLog) throws IOException {
        SnapshotReader[] reader = new SnapshotReader[1];
        states.replace(restore -> {
            reader[0] = new SnapshotReader(in, restore, ownLog);
            reader[0].read();
        });
        return reader[0];
    }

    @Override
    public StateSnapshot snapshot() {
        long begun = figures.begun();
        Applied now = applied;
        long base = indexBase;
        PendingRestore open = pending;
        String restoreId = open == null ? "" : open.id();
        long restoreTerm = open == null ? 0 : open.term();
        List<Bytes> chunks = open == null ? List.of() : open.chunks();
        figures.held(begun);
        return new Written(out -> {
            long writing = figures.begun();
            SnapshotWriter writer = new SnapshotWriter(new StateRecords(now.state()), out);
            writer.write(now.index());
            writer.writePrivate(base, restoreId, restoreTerm, chunks);
            figures.written(writing);
        });
    }

    @Override
    public void restore(InputStream state, long logIndex, long term) throws IOException {
        long begun = figures.begun();
        SnapshotReader read = load(state, true);
        indexBase = read.indexBase();
        pending = read.pending();
        applied = new Applied(states.current(), logIndex + indexBase, term);
        figures.restored(begun);
    }

    /// The index of the last command applied, as users see indexes. Any thread.
    public long lastIndex() {
        return applied.index();
    }

    /// The state as of the last command, in the form that every reader of `state.bin` understands. Any thread.
    public PortableState portable() {
        Applied now = applied;
        return new PortableState(
                now.index(),
                now.term(),
                new Written(out -> new SnapshotWriter(new StateRecords(now.state()), out).write(now.index())));
    }

    @FunctionalInterface
    private interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /// Holds only what the garbage collector takes back.
    private record Written(Body body) implements StateSnapshot {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            body.writeTo(out);
        }

        @Override
        public void close() {
            // nothing is held open
        }
    }
}
