package io.praetor.server.query;

import org.jspecify.annotations.Nullable;

/// A question to the replicated state. Implementations are records: equal records are the same question, and reads that
/// wait for the
/// same question share one evaluation and one encoded body.
///
/// @param <T> what it answers
public interface Query<T extends @Nullable Object> {}
