package io.praetor.server.query;

import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;

/// The coordinates of all nodes (`/v1/coordinate/nodes`).
public record CoordinateNodes() implements Query<List<NodeCoordinate>> {
    @Override
    public Indexed<List<NodeCoordinate>> evaluate(State state, Watches watches, Viewer viewer) {
        Indexed<List<NodeCoordinate>> all = state.coordinates().all(watches);
        return new Indexed<>(all.index(), viewer.visible(all.value(), place -> viewer.seesNode(place.node())));
    }
}
