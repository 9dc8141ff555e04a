package io.praetor.server.endpoint;

import io.praetor.model.coordinate.Coordinate;
import io.praetor.model.coordinate.CoordinateUpdateRequest;
import io.praetor.model.coordinate.DatacenterMap;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Where nodes are (`http-api.md` §13). Futures fail with a [io.praetor.server.RequestFailure].
public interface Coordinates {
    /// Numbers in the vector of a coordinate.
    int DIMENSIONS = 8;

    /// Where a node is that knows nothing yet.
    Coordinate ORIGIN = new Coordinate(Collections.nCopies(DIMENSIONS, 0.0), 1.5, 0, 1.0e-5);

    /// Takes where a node is; it is written within seconds, with others.
    CompletableFuture<Void> update(CoordinateUpdateRequest request);

    /// Where the servers of each datacenter are, seen from all of them.
    CompletableFuture<List<DatacenterMap>> datacenters();
}
