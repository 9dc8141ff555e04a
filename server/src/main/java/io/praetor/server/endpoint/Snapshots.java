package io.praetor.server.endpoint;

import io.praetor.server.query.ReadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Saving the state as an archive, and putting one in its place (`snapshot.md`).
public interface Snapshots {
    /// The state as of now, cheaply; writing it comes later.
    ///
    /// @param options their datacenter, consistency and token count
    /// @return to be closed by the caller. Fails with a [io.praetor.server.RequestFailure]
    CompletableFuture<SavedSnapshot> save(ReadOptions options);

    /// Replaces the whole state by that of an archive. Nothing is changed unless the archive is sound to its last byte.
    /// Takes as long as the archive is large, so not for an event loop.
    ///
    /// @param datacenter null or empty: this one
    /// @param token      the secret of whoever asks; empty: anonymous
    /// @param archive    read to its end, not closed
    /// @throws io.praetor.server.RequestFailure when the archive is not sound, or the log refuses
    /// @throws IOException    when `archive` or a scratch file fails
    void restore(@Nullable String datacenter, String token, InputStream archive)
            throws IOException, InterruptedException;
}
