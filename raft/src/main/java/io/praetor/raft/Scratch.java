package io.praetor.raft;

import io.praetor.raft.RaftFiles.RaftFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Gathers records and writes them in pieces of some size. One thread at a time.
final class Scratch {

    /// Bytes gathered before they are written; a longer record gets a buffer of its own size while it lasts.
    private static final int BYTES = 1 << 19;

    private ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
    private @Nullable RaftFile file;
    private long position;

    /// What is put from now on goes to `file`, from `position` on.
    void begin(RaftFile file, long position) {
        this.file = file;
        this.position = position;
        if (buffer.capacity() > BYTES) {
            buffer = ByteBuffer.allocateDirect(BYTES);
        }
        buffer.clear();
    }

    /// The buffer, with room for `bytes` at its position.
    ByteBuffer room(long bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
            if (buffer.capacity() < bytes) {
                buffer = ByteBuffer.allocateDirect(Math.toIntExact(bytes));
            }
        }
        return buffer;
    }

    void flush() throws IOException {
        RaftFile to = file;
        if (to == null) {
            throw new IllegalStateException("nothing begun");
        }
        buffer.flip();
        int length = buffer.remaining();
        to.write(buffer, position);
        position += length;
        buffer.clear();
    }
}
