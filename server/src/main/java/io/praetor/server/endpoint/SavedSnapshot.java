package io.praetor.server.endpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/// A snapshot to hand out: the state as of one index, an archive when it is written (`snapshot.md` §1).
public interface SavedSnapshot extends AutoCloseable {
    /// The last index it covers, at least 1.
    long index();

    /// Whether a leader was known.
    boolean knownLeader();

    /// Time since the answering server heard of its leader.
    Duration lastContact();

    /// Writes the archive, once; takes as long as the state is large, so not for an event loop.
    ///
    /// @throws IOException when the source, a scratch file or `out` fails
    void writeTo(OutputStream out) throws IOException;

    /// Lets go of it, written or not. Idempotent.
    @Override
    void close();
}
