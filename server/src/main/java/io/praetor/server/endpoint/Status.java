package io.praetor.server.endpoint;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Who leads and who votes, as far as the server that is asked knows (`http-api.md` §14). Futures fail with a
/// [io.praetor.server.RequestFailure].
public interface Status {
    /// `ip:port` of the leader, or empty.
    ///
    /// @param datacenter null or empty: this one
    CompletableFuture<String> leader(@Nullable String datacenter);

    /// `ip:port` of every server of the configuration.
    ///
    /// @param datacenter null or empty: this one
    CompletableFuture<List<String>> peers(@Nullable String datacenter);
}
