package io.praetor.server.endpoint;

import io.praetor.model.coordinate.Coordinate;
import io.praetor.model.coordinate.CoordinateUpdateRequest;
import io.praetor.model.coordinate.DatacenterMap;
import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.server.RequestFailure;
import io.praetor.server.leader.CoordinateBatches;
import io.praetor.server.leader.Leadership;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Where nodes are (`http-api.md` §13).
public final class Coordinates {
    private static final int DIMENSIONS = 8;

    /// Where a node is that knows nothing yet.
    public static final Coordinate ORIGIN = new Coordinate(Collections.nCopies(DIMENSIONS, 0.0), 1.5, 0, 1.0e-5);

    private final Here here;
    private final String node;
    private final Leadership leadership;
    private final CoordinateBatches batches;

    /// @param node the server's own name
    public Coordinates(String datacenter, String node, Leadership leadership, CoordinateBatches batches) {
        here = new Here(datacenter);
        this.node = node;
        this.leadership = leadership;
        this.batches = batches;
    }

    /// Takes where a node is; it is written within seconds, with others.
    ///
    /// @return fails with a [RequestFailure]
    public CompletableFuture<Void> update(CoordinateUpdateRequest request) {
        return Here.attempt(() -> {
            here.require(request.datacenter());
            Coordinate coordinate = request.coord();
            if (coordinate == null || !isNumeric(coordinate)) {
                throw RequestFailure.internal("invalid coordinate");
            }
            if (coordinate.vec() == null || coordinate.vec().size() != DIMENSIONS) {
                throw RequestFailure.internal("incompatible coordinate");
            }
            CompletableFuture<Void> result = new CompletableFuture<>();
            leadership.whenLeading(
                    () -> {
                        batches.add(new NodeCoordinate(request.node(), request.segment(), coordinate));
                        result.complete(null);
                    },
                    result::completeExceptionally);
            return result;
        });
    }

    private static boolean isNumeric(Coordinate coordinate) {
        List<Double> vec = coordinate.vec() == null ? List.of() : coordinate.vec();
        return vec.stream().allMatch(Double::isFinite)
                && Double.isFinite(coordinate.error())
                && Double.isFinite(coordinate.adjustment())
                && Double.isFinite(coordinate.height());
    }

    /// Where the servers of each datacenter are, seen from all of them.
    public List<DatacenterMap> datacenters() {
        return List.of(new DatacenterMap(here.datacenter(), "wan", List.of(new NodeCoordinate(node, "", ORIGIN))));
    }
}
