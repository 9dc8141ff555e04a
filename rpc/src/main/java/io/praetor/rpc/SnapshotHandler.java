package io.praetor.rpc;

import java.io.IOException;

/// Serves the snapshot streams (first byte 5, `rpc.md` §8).
@FunctionalInterface
public interface SnapshotHandler {

    /// Reads the request behind the first byte, answers, and returns; the stream is closed after that. Runs on a
    /// virtual
    /// thread of its own.
    ///
    /// @throws IOException when the connection broke
    void serve(ByteStream stream) throws IOException;
}
