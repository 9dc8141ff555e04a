package io.praetor.server.endpoint;

import io.praetor.model.coordinate.Coordinate;
import io.praetor.model.coordinate.CoordinateUpdateRequest;
import io.praetor.model.coordinate.DatacenterMap;
import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.server.RequestFailure;
import io.praetor.server.leader.CoordinateBatches;
import io.praetor.server.leader.Leadership;
import io.praetor.server.state.State;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Where nodes are (`http-api.md` §13).
public final class LocalCoordinates implements Coordinates {
    private final Here here;
    private final Supplier<State> states;
    private final String node;
    private final Leadership leadership;
    private final CoordinateBatches batches;
    private final ServerPlaces places;

    /// @param node the server's own name
    public LocalCoordinates(
            Here here,
            Supplier<State> states,
            String node,
            Leadership leadership,
            CoordinateBatches batches,
            ServerPlaces places) {
        this.here = here;
        this.states = states;
        this.node = node;
        this.leadership = leadership;
        this.batches = batches;
        this.places = places;
    }

    @Override
    public CompletableFuture<Void> update(CoordinateUpdateRequest request) {
        return here.admit(request.datacenter(), request.token(), by -> {
            Coordinate coordinate = request.coord();
            if (coordinate == null || !isNumeric(coordinate)) {
                throw RequestFailure.internal("invalid coordinate");
            }
            if (coordinate.vec() == null || coordinate.vec().size() != DIMENSIONS) {
                throw RequestFailure.internal("incompatible coordinate");
            }
            new CatalogAccess(states.get(), by).requireNodeName(request.node());
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

    /// A server whose pool knows nothing, or that has none, is where all begin.
    @Override
    public CompletableFuture<List<DatacenterMap>> datacenters() {
        List<DatacenterMap> measured = places.datacenters();
        if (!measured.isEmpty()) {
            return CompletableFuture.completedFuture(measured);
        }
        return CompletableFuture.completedFuture(
                List.of(new DatacenterMap(here.datacenter(), "wan", List.of(new NodeCoordinate(node, "", ORIGIN)))));
    }
}
