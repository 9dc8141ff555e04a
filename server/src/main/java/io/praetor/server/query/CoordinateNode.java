package io.praetor.server.query;

import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;

/// The coordinates of one node (`/v1/coordinate/node/:n`); none when it has none.
public record CoordinateNode(String node) implements Query<List<NodeCoordinate>> {
    @Override
    public Indexed<List<NodeCoordinate>> evaluate(State state, Watches watches) {
        return state.coordinates().ofNode(node, watches);
    }
}
