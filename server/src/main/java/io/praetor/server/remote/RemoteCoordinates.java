package io.praetor.server.remote;

import io.praetor.model.coordinate.CoordinateUpdateRequest;
import io.praetor.model.coordinate.DatacenterMap;
import io.praetor.model.rpc.Empty;
import io.praetor.server.endpoint.Coordinates;
import io.praetor.server.wire.CoordinateMethods;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Coordinates that servers keep.
final class RemoteCoordinates implements Coordinates {
    private final MethodCalls servers;

    RemoteCoordinates(MethodCalls servers) {
        this.servers = servers;
    }

    @Override
    public CompletableFuture<Void> update(CoordinateUpdateRequest request) {
        return servers.call(CoordinateMethods.UPDATE, request).thenAccept(_ -> {});
    }

    @Override
    public CompletableFuture<List<DatacenterMap>> datacenters() {
        return servers.call(CoordinateMethods.LIST_DATACENTERS, Empty.VALUE);
    }
}
