package io.praetor.server.endpoint;

import io.praetor.model.kv.KvsRequest;
import java.util.concurrent.CompletableFuture;

/// Changes of keys (`http-api.md` §9).
public interface Kvs {
    /// Changes a key, or every key with a prefix.
    ///
    /// @return whether the change took effect; always true for changes without a condition. Fails with a
    ///     [io.praetor.server.RequestFailure]
    CompletableFuture<Boolean> apply(KvsRequest request);
}
