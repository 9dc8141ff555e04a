package io.praetor.raft;

import com.alipay.sofa.jraft.entity.RaftOutter.SnapshotMeta;
import io.praetor.raft.RaftFiles.RaftFile;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The snapshots on disk. A snapshot is written under a temporary name, forced, renamed, and its directory forced: it
/// is there wholly or not at all. The newest two are kept; the older serves when the newer has rotted and the log still
/// reaches back to it.
final class SnapshotStore {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotStore.class);
    private static final Pattern NAME = Pattern.compile("snapshot-([0-9]{19})-([0-9]{19})");
    private static final int KEPT = 2;
    private static final int BUFFER_BYTES = 1 << 18;

    /// A snapshot by what it covers.
    ///
    /// @param index of the last entry it covers
    /// @param term of that entry
    record Id(long index, long term) implements Comparable<Id> {

        static final Id NONE = new Id(0, 0);

        String name() {
            return String.format("snapshot-%019d-%019d", index, term);
        }

        static @Nullable Id parse(String name) {
            Matcher matcher = NAME.matcher(name);
            return matcher.matches()
                    ? new Id(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)))
                    : null;
        }

        static Id of(SnapshotMeta meta) {
            return new Id(meta.getLastIncludedIndex(), meta.getLastIncludedTerm());
        }

        @Override
        public int compareTo(Id other) {
            return index != other.index ? Long.compare(index, other.index) : Long.compare(term, other.term);
        }
    }

    /// What [#inspect] found.
    ///
    /// @param usable the newest that is intact
    /// @param damaged newer ones that are not, with what is wrong
    record Found(Id usable, List<Id> damaged, @Nullable CorruptLogException damage) {}

    /// Something that writes the state.
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private final RaftFiles files;
    private volatile Id newest = Id.NONE;
    private volatile boolean stopping;

    SnapshotStore(RaftFiles files) {
        this.files = files;
    }

    /// Looks for the newest intact snapshot and changes nothing.
    Found inspect() throws IOException {
        List<Id> all = list();
        List<Id> damaged = new ArrayList<>();
        CorruptLogException damage = null;
        for (Id id : all.reversed()) {
            try (SnapshotFile file = SnapshotFile.open(files, id.name())) {
                file.verify();
                if (!Id.of(file.meta()).equals(id)) {
                    throw new CorruptLogException(files.describe(id.name()) + " is corrupt: it covers entry "
                            + Id.of(file.meta()).index());
                }
                return new Found(id, damaged, damage);
            } catch (CorruptLogException e) {
                damaged.add(id);
                damage = damage == null ? e : damage;
            }
        }
        return new Found(Id.NONE, damaged, damage);
    }

    /// Begins with what was found: removes damaged and unfinished files.
    void load(Found found) throws IOException {
        newest = found.usable();
        for (String name : files.list()) {
            if (name.startsWith("snapshot-") && name.endsWith(".tmp")) {
                files.delete(name);
            }
        }
        for (Id id : found.damaged()) {
            LOG.warn(
                    "{} is damaged and was removed: the snapshot before it and the log serve instead",
                    files.describe(id.name()));
            files.delete(id.name());
        }
    }

    private List<Id> list() throws IOException {
        List<Id> ids = new ArrayList<>();
        for (String name : files.list()) {
            Id id = Id.parse(name);
            if (id != null) {
                ids.add(id);
            }
        }
        ids.sort(null);
        return ids;
    }

    /// The newest snapshot; [Id#NONE] if there is none.
    Id newest() {
        return newest;
    }

    SnapshotFile open(Id id) throws IOException {
        return SnapshotFile.open(files, id.name());
    }

    /// Buffered, as [StateMachine#restore] wants it.
    static InputStream state(SnapshotFile file) {
        return new BufferedInputStream(file.state(), BUFFER_BYTES);
    }

    /// Writes a snapshot and makes it the newest. Calls may run at the same time; each has a file of its own.
    void write(SnapshotMeta meta, Content content) throws IOException {
        Id id = Id.of(meta);
        String temporary = id.name() + ".tmp";
        files.delete(temporary);
        try (RaftFile file = files.create(temporary);
                Sink sink = new Sink(file)) {
            sink.put(SnapshotFile.head(meta));
            content.writeTo(sink);
            sink.finish();
        } catch (IOException | RuntimeException e) {
            discard(temporary, e);
            throw e;
        }
        publish(temporary, id);
    }

    /// A file to copy a peer's snapshot into; [#adopt] or [#discard] ends it.
    RaftFile createCopy(Id id) throws IOException {
        files.delete(copyName(id));
        return files.create(copyName(id));
    }

    private static String copyName(Id id) {
        return id.name() + ".copy.tmp";
    }

    /// Checks a copied snapshot and makes it the newest.
    void adopt(Id id) throws IOException {
        String temporary = copyName(id);
        try (SnapshotFile copy = SnapshotFile.open(files, temporary)) {
            copy.verify();
            if (!Id.of(copy.meta()).equals(id)) {
                throw new CorruptLogException("the leader sent a snapshot of entry "
                        + Id.of(copy.meta()).index() + ", expected " + id.index());
            }
        }
        publish(temporary, id);
    }

    void discardCopy(Id id, Exception why) {
        discard(copyName(id), why);
    }

    private void discard(String temporary, Exception why) {
        try {
            files.delete(temporary);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private synchronized void publish(String temporary, Id id) throws IOException {
        files.rename(temporary, id.name());
        files.sync();
        if (id.compareTo(newest) > 0) {
            newest = id;
        }
        List<Id> all = list();
        for (Id old : all.subList(0, Math.max(0, all.size() - KEPT))) {
            files.delete(old.name());
        }
    }

    /// Makes a snapshot that is being written fail soon.
    void stop() {
        stopping = true;
    }

    /// Gathers, sums up and writes.
    private final class Sink extends OutputStream implements Closeable {

        private final RaftFile file;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        private final CRC32C crc = new CRC32C();
        private long position;

        Sink(RaftFile file) {
            this.file = file;
        }

        void put(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                write(bytes.get());
            }
        }

        @Override
        public void write(int b) throws IOException {
            if (!buffer.hasRemaining()) {
                drain();
            }
            buffer.put((byte) b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int at = offset;
            int left = length;
            while (left > 0) {
                if (!buffer.hasRemaining()) {
                    drain();
                }
                int n = Math.min(left, buffer.remaining());
                buffer.put(bytes, at, n);
                at += n;
                left -= n;
            }
        }

        private void drain() throws IOException {
            if (stopping) {
                throw new IOException("the log is closing");
            }
            buffer.flip();
            crc.update(buffer.duplicate());
            int n = buffer.remaining();
            file.write(buffer, position);
            position += n;
            buffer.clear();
        }

        void finish() throws IOException {
            drain();
            ByteBuffer trailer = ByteBuffer.allocate(SnapshotFile.TRAILER_BYTES);
            trailer.putLong(position).putInt((int) crc.getValue());
            file.write(trailer.flip(), position);
            file.force();
        }

        /// The file belongs to who made this.
        @Override
        public void close() {}
    }
}
