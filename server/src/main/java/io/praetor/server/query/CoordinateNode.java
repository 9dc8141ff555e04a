package io.praetor.server.query;

import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;

/// The coordinates of one node (`/v1/coordinate/node/:n`); none when it has none.
public record CoordinateNode(String node) implements Query<List<NodeCoordinate>> {
    @Override
    public Indexed<List<NodeCoordinate>> evaluate(State state, Watches watches, Viewer viewer) {
        viewer.require(Resource.NODE, node, Access.READ);
        Indexed<List<NodeCoordinate>> found = state.coordinates().ofNode(node, watches);
        // the row says the name as it was registered; the question need not
        return new Indexed<>(found.index(), viewer.visible(found.value(), place -> viewer.seesNode(place.node())));
    }
}
