package io.praetor.raft;

import java.io.IOException;
import java.io.OutputStream;

/// The state as it was after one entry, safe to read from any thread until closed.
public interface StateSnapshot extends AutoCloseable {

    /// Writes the whole state. The stream is buffered and belongs to the caller.
    void writeTo(OutputStream out) throws IOException;

    @Override
    void close();
}
