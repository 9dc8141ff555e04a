package io.praetor.server.query;

import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.NodeServiceList;
import io.praetor.server.acl.Viewer;
import io.praetor.server.filter.Filter;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The services of a node as a list (`/v1/catalog/node-services/:n`); without node and services for an unknown one.
///
/// @param node a name, an ID, or at least 4 characters that only one ID begins with
public record NodeServiceEntries(String node, Filter filter) implements Query<NodeServiceList> {
    @Override
    public Indexed<NodeServiceList> evaluate(State state, Watches watches, Viewer viewer) {
        Indexed<@Nullable NodeServiceList> found = state.catalog().nodeServiceList(node, watches);
        NodeServiceList value = viewer.ifVisible(found.value(), services -> viewer.seesOn(services.node()));
        List<NodeService> services = value == null ? null : viewer.services(value.services());
        if (value == null || services == null) {
            return new Indexed<>(found.index(), new NodeServiceList(null, null));
        }
        List<NodeService> passed = filter.apply(services, NodeService.CODEC);
        return new Indexed<>(found.index(), new NodeServiceList(value.node(), passed));
    }
}
