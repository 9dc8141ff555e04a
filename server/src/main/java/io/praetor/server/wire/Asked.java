package io.praetor.server.wire;

import io.praetor.server.query.Query;
import io.praetor.server.query.ReadOptions;
import org.jspecify.annotations.Nullable;

/// A question as it came over the wire.
///
/// @param query   in which nothing of the caller is left but the node it is sorted from
/// @param options whose datacenter is as it came: empty if none was named
public record Asked<T extends @Nullable Object>(Query<T> query, ReadOptions options) {}
