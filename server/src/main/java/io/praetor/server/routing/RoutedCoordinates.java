package io.praetor.server.routing;

import io.praetor.model.coordinate.CoordinateUpdateRequest;
import io.praetor.model.coordinate.DatacenterMap;
import io.praetor.server.endpoint.Coordinates;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Coordinates, gathered at the leader.
record RoutedCoordinates(Router router, Coordinates here, Coordinates there) implements Coordinates {
    @Override
    public CompletableFuture<Void> update(CoordinateUpdateRequest request) {
        return router.write(request.datacenter(), () -> here.update(request), () -> there.update(request));
    }

    @Override
    public CompletableFuture<List<DatacenterMap>> datacenters() {
        return here.datacenters();
    }
}
