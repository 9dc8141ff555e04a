package io.praetor.server.endpoint;

import io.praetor.model.event.EventFireRequest;
import io.praetor.server.RequestFailure;
import java.util.concurrent.CompletableFuture;

/// Tells user events to a whole datacenter (`http-api.md` §12): any server hands them to gossip.
@FunctionalInterface
public interface EventFire {
    /// There is no gossip.
    EventFire NONE = _ -> CompletableFuture.failedFuture(RequestFailure.internal("user events need gossip"));

    /// Hands an event to the gossip of the datacenter.
    ///
    /// @return fails with a [RequestFailure]
    CompletableFuture<Void> fire(EventFireRequest request);
}
