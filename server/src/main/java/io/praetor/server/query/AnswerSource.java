package io.praetor.server.query;

import io.praetor.server.Cancellable;
import org.jspecify.annotations.Nullable;

/// Where the answer to one question comes from.
///
/// @param <T> what is answered
@FunctionalInterface
public interface AnswerSource<T extends @Nullable Object> {
    /// Asks; see [Queries#read].
    Cancellable read(ReadOptions options, ReadCallback<T> done);
}
