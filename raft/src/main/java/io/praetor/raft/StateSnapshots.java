package io.praetor.raft;

import com.alipay.sofa.jraft.entity.RaftOutter.SnapshotMeta;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.option.SnapshotCopierOptions;
import com.alipay.sofa.jraft.storage.SnapshotStorage;
import com.alipay.sofa.jraft.storage.SnapshotThrottle;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotCopier;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotReader;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotWriter;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// JRaft's view of the [SnapshotStore]. JRaft stops for good when writing or copying a snapshot fails with an I/O
/// error, so the work that can fail is done before JRaft is told, and failures are reported as ones that pass.
final class StateSnapshots implements SnapshotStorage {

    static final String SCHEME = "remote://";
    private static final Logger LOG = LoggerFactory.getLogger(StateSnapshots.class);

    private final SnapshotStore store;
    private final String selfId;
    private final @Nullable GivenConfiguration given;
    private final Executor executor;
    private final LongSupplier clock;
    /// Snapshots that a peer may be copying, by name.
    private final Map<String, SnapshotFile> served = new ConcurrentHashMap<>();

    /// @param given what stands for the configuration in snapshots of its time; null if nothing does
    /// @param clock in milliseconds
    StateSnapshots(
            SnapshotStore store,
            String selfId,
            @Nullable GivenConfiguration given,
            Executor executor,
            LongSupplier clock) {
        this.store = store;
        this.selfId = selfId;
        this.given = given;
        this.executor = executor;
        this.clock = clock;
    }

    SnapshotStore store() {
        return store;
    }

    /// An open snapshot a peer was told to copy; null if it is none any more.
    @Nullable SnapshotFile served(String name) {
        return served.get(name);
    }

    @Override
    public boolean init(@Nullable Void options) {
        return true;
    }

    @Override
    public void shutdown() {}

    @Override
    public boolean setFilterBeforeCopyRemote() {
        return true;
    }

    @Override
    public void setSnapshotThrottle(SnapshotThrottle throttle) {}

    @Override
    public SnapshotWriter create() {
        return new Writer();
    }

    @Override
    @SuppressWarnings("NullAway") // null is how JRaft is told that there is none
    public SnapshotReader open() {
        SnapshotStore.Id id = store.newest();
        if (id.equals(SnapshotStore.Id.NONE)) {
            return null;
        }
        try {
            return new Reader(id, store.open(id));
        } catch (IOException e) {
            LOG.error("cannot open a snapshot: {}", e.getMessage());
            return null;
        }
    }

    @Override
    @SuppressWarnings("NullAway") // null is how JRaft is told that it failed
    public SnapshotReader copyFrom(String uri, SnapshotCopierOptions options) {
        SnapshotCopier copier = startToCopyFrom(uri, options);
        try (copier) {
            copier.join();
            return copier.getReader();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (IOException e) {
            LOG.warn("cannot close the copy of a snapshot: {}", e.getMessage());
            return null;
        }
    }

    @Override
    public SnapshotCopier startToCopyFrom(String uri, SnapshotCopierOptions options) {
        SnapshotCopy copy = new SnapshotCopy(this, uri, options.getRaftClientService(), clock);
        executor.execute(copy);
        return copy;
    }

    /// Stands for a snapshot that [MachineAdapter] writes by itself.
    private static final class Writer extends SnapshotWriter {

        @Override
        public boolean init(@Nullable Void options) {
            return true;
        }

        @Override
        public void shutdown() {}

        @Override
        public boolean saveMeta(SnapshotMeta meta) {
            return true;
        }

        @Override
        public boolean addFile(String fileName, @Nullable Message fileMeta) {
            return true;
        }

        @Override
        public boolean removeFile(String fileName) {
            return true;
        }

        @Override
        public void close() {}

        @Override
        public void close(boolean keepDataOnError) {}

        @Override
        public String getPath() {
            return "";
        }

        @Override
        public Set<String> listFiles() {
            return Set.of();
        }

        @Override
        @SuppressWarnings("NullAway") // null is how JRaft is told that there is none
        public Message getFileMeta(String fileName) {
            return null;
        }
    }

    /// One opened snapshot.
    final class Reader extends SnapshotReader {

        private final SnapshotStore.Id id;
        private final SnapshotFile file;
        private @Nullable String servedAs;

        private Reader(SnapshotStore.Id id, SnapshotFile file) {
            this.id = id;
            this.file = file;
        }

        SnapshotFile file() {
            return file;
        }

        @Override
        public boolean init(@Nullable Void options) {
            return true;
        }

        @Override
        public void shutdown() {}

        @Override
        public SnapshotMeta load() {
            return given == null ? file.meta() : given.in(file.meta());
        }

        @Override
        public synchronized String generateURIForCopy() {
            String name = servedAs;
            if (name == null) {
                name = id.index() + "-" + id.term() + "-" + System.identityHashCode(this);
                served.put(name, file);
                servedAs = name;
            }
            return SCHEME + selfId + "/" + name;
        }

        @Override
        public synchronized void close() throws IOException {
            String name = servedAs;
            if (name != null) {
                served.remove(name);
            }
            file.close();
        }

        @Override
        public String getPath() {
            return id.name();
        }

        @Override
        public Set<String> listFiles() {
            return Set.of(id.name());
        }

        @Override
        @SuppressWarnings("NullAway") // null is how JRaft is told that there is none
        public Message getFileMeta(String fileName) {
            return null;
        }
    }

    /// How a failure that may pass is reported.
    static final RaftError PASSING = RaftError.EINTERNAL;
}
