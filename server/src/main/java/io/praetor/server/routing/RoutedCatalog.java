package io.praetor.server.routing;

import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.server.endpoint.Catalog;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Registrations, at the leader.
record RoutedCatalog(Router router, Catalog here, Catalog there) implements Catalog {
    @Override
    public CompletableFuture<Void> register(RegisterRequest request) {
        return router.write(request.datacenter(), () -> here.register(request), () -> there.register(request));
    }

    @Override
    public CompletableFuture<Void> deregister(DeregisterRequest request) {
        return router.write(request.datacenter(), () -> here.deregister(request), () -> there.deregister(request));
    }

    @Override
    public CompletableFuture<List<String>> datacenters() {
        return here.datacenters();
    }
}
