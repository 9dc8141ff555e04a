package io.praetor.server.query;

import org.jspecify.annotations.Nullable;

/// Takes the answer of one read; exactly one of the methods is called, once, unless the read was cancelled. It runs on
/// the caller's thread or on the wake executor and must not block.
///
/// @param <T> what the query answers
public interface ReadCallback<T extends @Nullable Object> {
    /// The answer, possibly shared with other reads.
    void answered(Answer<T> answer);

    /// @param cause a [io.praetor.server.RequestFailure], or a fault of ours
    void failed(Throwable cause);
}
