package io.praetor.server.query;

import io.praetor.server.Cancellable;
import org.jspecify.annotations.Nullable;

/// Where reads are asked.
public interface Queries {
    /// Answers through `done`: at once on the calling thread when it can, else later on the wake executor. Never throws
    /// for a request that is refused; that goes to [ReadCallback#failed]. A parked read costs no thread and no copy.
    ///
    /// @return calls a parked read off (the client went away)
    <T extends @Nullable Object> Cancellable read(Query<T> query, ReadOptions options, ReadCallback<T> done);
}
