package io.praetor.server.endpoint;

import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.RegisterRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Registering and deregistering (`http-api.md` §7). Futures fail with a [io.praetor.server.RequestFailure].
public interface Catalog {
    /// Registers a node and what is on it.
    CompletableFuture<Void> register(RegisterRequest request);

    /// Removes a service, a check, or a node with everything on it. What is not there counts as removed.
    CompletableFuture<Void> deregister(DeregisterRequest request);

    /// The datacenters that are known, nearest first.
    CompletableFuture<List<String>> datacenters();
}
