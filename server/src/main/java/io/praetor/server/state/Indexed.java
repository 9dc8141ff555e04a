package io.praetor.server.state;

import org.jspecify.annotations.Nullable;

/// What a read answers, with the index up to which it holds (`state-and-index.md` §4).
///
/// @param index of the last change that this kind of read reports; 0 when there was none yet
/// @param <T> what the read answers; immutable and shared
public record Indexed<T extends @Nullable Object>(long index, T value) {}
