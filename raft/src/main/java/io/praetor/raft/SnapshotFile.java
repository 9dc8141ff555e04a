package io.praetor.raft;

import com.alipay.sofa.jraft.entity.RaftOutter.SnapshotMeta;
import com.google.protobuf.InvalidProtocolBufferException;
import io.praetor.raft.RaftFiles.RaftFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// A finished snapshot, open for reading. The form, big-endian: magic (8 bytes), length of the metadata (4), metadata
/// (JRaft's `SnapshotMeta`), the state as [StateSnapshot#writeTo] wrote it, length of all before (8), CRC32C of all
/// before (4).
final class SnapshotFile implements Closeable {

    static final long MAGIC = 0x5052_4145_534e_4150L;
    static final int TRAILER_BYTES = 12;
    private static final int FIXED_HEAD_BYTES = 12;
    /// A configuration of thousands of servers.
    private static final int MAX_META_BYTES = 1 << 20;

    private final RaftFile file;
    private final String where;
    private final SnapshotMeta meta;
    private final long stateStart;
    private final long stateEnd;

    private SnapshotFile(RaftFile file, String where) throws IOException {
        this.file = file;
        this.where = where;
        ByteBuffer head = ByteBuffer.allocate(FIXED_HEAD_BYTES);
        if (file.read(head, 0) < FIXED_HEAD_BYTES || head.getLong(0) != MAGIC) {
            throw corrupt(0);
        }
        int metaBytes = head.getInt(8);
        stateStart = FIXED_HEAD_BYTES + (long) metaBytes;
        stateEnd = file.size() - TRAILER_BYTES;
        if (metaBytes < 0 || metaBytes > MAX_META_BYTES || stateStart > stateEnd) {
            throw corrupt(8);
        }
        ByteBuffer bytes = ByteBuffer.allocate(metaBytes);
        file.read(bytes, FIXED_HEAD_BYTES);
        try {
            meta = SnapshotMeta.parseFrom(bytes.flip());
        } catch (InvalidProtocolBufferException e) {
            throw corrupt(FIXED_HEAD_BYTES);
        }
    }

    /// Opens a snapshot and reads its head only; [#verify] reads the rest.
    static SnapshotFile open(RaftFiles files, String name) throws IOException {
        RaftFile file = files.open(name);
        boolean done = false;
        try {
            SnapshotFile snapshot = new SnapshotFile(file, files.describe(name));
            done = true;
            return snapshot;
        } finally {
            if (!done) {
                file.close();
            }
        }
    }

    /// The bytes in front of the state.
    static ByteBuffer head(SnapshotMeta meta) {
        byte[] bytes = meta.toByteArray();
        return ByteBuffer.allocate(FIXED_HEAD_BYTES + bytes.length)
                .putLong(MAGIC)
                .putInt(bytes.length)
                .put(bytes)
                .flip();
    }

    /// Reads everything once.
    ///
    /// @throws CorruptLogException if it is not what was written
    void verify() throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        long at = 0;
        while (at < stateEnd) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), stateEnd - at));
            int n = file.read(buffer, at);
            if (n <= 0) {
                throw corrupt(at);
            }
            crc.update(buffer.flip());
            at += n;
        }
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES);
        if (file.read(trailer, stateEnd) < TRAILER_BYTES
                || trailer.getLong(0) != stateEnd
                || trailer.getInt(8) != (int) crc.getValue()) {
            throw corrupt(stateEnd);
        }
    }

    private CorruptLogException corrupt(long offset) {
        return new CorruptLogException(where + " is corrupt at offset " + offset);
    }

    SnapshotMeta meta() {
        return meta;
    }

    long size() {
        return stateEnd + TRAILER_BYTES;
    }

    /// Bytes of the file as they are, for a peer that copies it; fewer than asked at the end.
    byte[] read(long position, int length) throws IOException {
        int n = Math.clamp(size() - position, 0, length);
        ByteBuffer bytes = ByteBuffer.allocate(n);
        if (file.read(bytes, position) < n) {
            throw corrupt(position);
        }
        return bytes.array();
    }

    /// The state. Reads are buffered by the caller or large.
    InputStream state() {
        return new InputStream() {

            private long at = stateStart;
            private final byte[] one = new byte[1];

            @Override
            public int read() throws IOException {
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                if (at >= stateEnd) {
                    return -1;
                }
                int n = (int) Math.min(length, stateEnd - at);
                if (file.read(ByteBuffer.wrap(into, offset, n), at) < n) {
                    throw corrupt(at);
                }
                at += n;
                return n;
            }

            @Override
            public int available() {
                return (int) Math.min(Integer.MAX_VALUE, stateEnd - at);
            }
        };
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
