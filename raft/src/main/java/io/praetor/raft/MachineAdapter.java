package io.praetor.raft;

import com.alipay.sofa.jraft.Closure;
import com.alipay.sofa.jraft.Iterator;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.entity.LeaderChangeContext;
import com.alipay.sofa.jraft.entity.RaftOutter.SnapshotMeta;
import com.alipay.sofa.jraft.error.RaftException;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotReader;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// JRaft's view of the [StateMachine]; all calls come on the apply thread.
final class MachineAdapter implements com.alipay.sofa.jraft.StateMachine {

    private static final Logger LOG = LoggerFactory.getLogger(MachineAdapter.class);

    /// What JRaft tells besides entries.
    interface Events {
        void leaderStarted(long term);

        void leaderStopped();

        void following(String leader);

        void stoppedFollowing();

        void failed(Throwable cause);
    }

    private final StateMachine machine;
    private final SnapshotStore snapshots;
    private final Executor threads;
    private final Events events;
    private volatile long appliedIndex;
    private volatile @Nullable Throwable failure;

    /// @param threads runs each task at once, in a thread of its own
    MachineAdapter(StateMachine machine, SnapshotStore snapshots, Executor threads, Events events) {
        this.machine = machine;
        this.snapshots = snapshots;
        this.threads = threads;
        this.events = events;
    }

    /// The last command or snapshot the machine has taken; entries that are no commands do not count.
    long appliedIndex() {
        return appliedIndex;
    }

    /// What stopped the machine; null if nothing did.
    @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public void onApply(Iterator entries) {
        while (entries.hasNext()) {
            ByteBuffer data = entries.getData();
            if (data != null && data.hasRemaining()) {
                apply(entries, bytes(data));
            }
            entries.next();
        }
    }

    private void apply(Iterator entries, byte[] command) {
        Object result;
        try {
            result = machine.apply(entries.getIndex(), entries.getTerm(), command);
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        }
        appliedIndex = entries.getIndex();
        if (entries.done() instanceof Pending.Proposal proposal) {
            proposal.applied(result);
        }
    }

    private static byte[] bytes(ByteBuffer data) {
        if (data.hasArray() && data.arrayOffset() == 0 && data.remaining() == data.array().length) {
            return data.array();
        }
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        return bytes;
    }

    @Override
    public void onSnapshotSave(SnapshotWriter writer, Closure done) {
        SnapshotMeta meta = writer.getCurrentMeta();
        StateSnapshot state;
        try {
            state = machine.snapshot();
        } catch (RuntimeException e) {
            LOG.error("the state machine gives no snapshot", e);
            done.run(new Status(StateSnapshots.PASSING, "%s", String.valueOf(e.getMessage())));
            return;
        }
        threads.execute(() -> done.run(write(meta, state)));
    }

    private Status write(SnapshotMeta meta, StateSnapshot state) {
        try (state) {
            snapshots.write(meta, state::writeTo);
            return Status.OK();
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "cannot write a snapshot of entry {}: {}",
                    meta.getLastIncludedIndex(),
                    String.valueOf(e.getMessage()));
            return new Status(StateSnapshots.PASSING, "%s", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public boolean onSnapshotLoad(SnapshotReader reader) {
        SnapshotMeta meta = reader.load();
        SnapshotFile file = ((StateSnapshots.Reader) reader).file();
        try (InputStream state = SnapshotStore.state(file)) {
            machine.restore(state, meta.getLastIncludedIndex(), meta.getLastIncludedTerm());
            appliedIndex = meta.getLastIncludedIndex();
            return true;
        } catch (IOException | RuntimeException e) {
            failure = e;
            return false;
        }
    }

    @Override
    public void onLeaderStart(long term) {
        events.leaderStarted(term);
    }

    @Override
    public void onLeaderStop(Status status) {
        events.leaderStopped();
    }

    @Override
    public void onStartFollowing(LeaderChangeContext context) {
        events.following(Peers.id(context.getLeaderId()));
    }

    @Override
    public void onStopFollowing(LeaderChangeContext context) {
        events.stoppedFollowing();
    }

    @Override
    public void onError(RaftException error) {
        Throwable cause = failure;
        events.failed(cause == null ? error : cause);
    }

    @Override
    public void onConfigurationCommitted(Configuration configuration) {
        // asked for when it is needed, see JRaftLog
    }

    @Override
    public void onShutdown() {
        // closing is driven from above
    }
}
