package io.praetor.http;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Keeps a record of every request: when it begins and how it ends. Called on event loops and must not block.
@FunctionalInterface
public interface RequestAudit {
    /// A request whose head could be read. What cannot be read is no request.
    ///
    /// @return null when no record of it is kept
    @Nullable Trail begin(AuditedRequest request);

    /// The record of one request.
    interface Trail {
        /// Completes when the beginning is recorded; before that the request must not be carried out, and not at all
        /// when it fails. Null when nobody has to wait.
        @Nullable CompletableFuture<Void> begun();

        /// Records the end. Only the first call does; any thread.
        ///
        /// @param status 0 when it was not answered
        /// @param error  empty for none
        /// @return completes when it is recorded; before that no answer may be given. Null when nobody has to wait
        @Nullable CompletableFuture<Void> ended(int status, String error);
    }
}
