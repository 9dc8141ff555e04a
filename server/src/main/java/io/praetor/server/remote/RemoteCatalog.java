package io.praetor.server.remote;

import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.request.DatacentersRequest;
import io.praetor.server.endpoint.Catalog;
import io.praetor.server.wire.CatalogMethods;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The catalog of the servers.
final class RemoteCatalog implements Catalog {
    private final MethodCalls servers;

    RemoteCatalog(MethodCalls servers) {
        this.servers = servers;
    }

    @Override
    public CompletableFuture<Void> register(RegisterRequest request) {
        return servers.call(CatalogMethods.REGISTER, request).thenAccept(_ -> {});
    }

    @Override
    public CompletableFuture<Void> deregister(DeregisterRequest request) {
        return servers.call(CatalogMethods.DEREGISTER, request).thenAccept(_ -> {});
    }

    @Override
    public CompletableFuture<List<String>> datacenters() {
        return servers.call(CatalogMethods.LIST_DATACENTERS, new DatacentersRequest(WireOptions.DEFAULT));
    }
}
