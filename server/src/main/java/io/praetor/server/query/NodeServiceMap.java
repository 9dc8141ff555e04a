package io.praetor.server.query;

import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.NodeServices;
import io.praetor.server.acl.Viewer;
import io.praetor.server.filter.Filter;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The services of a node by ID (`/v1/catalog/node/:n`); null for an unknown one.
///
/// @param node a name, an ID, or at least 4 characters that only one ID begins with
public record NodeServiceMap(String node, Filter filter) implements Query<@Nullable NodeServices> {
    @Override
    public Indexed<@Nullable NodeServices> evaluate(State state, Watches watches, Viewer viewer) {
        Indexed<@Nullable NodeServices> found = state.catalog().nodeServices(node, watches);
        NodeServices value = viewer.ifVisible(found.value(), services -> viewer.seesOn(services.node()));
        if (value == null || value.services() == null) {
            return new Indexed<>(found.index(), value);
        }
        Map<String, NodeService> services =
                viewer.visibleValues(value.services(), service -> viewer.seesService(service.service()));
        return new Indexed<>(found.index(), new NodeServices(value.node(), filter.apply(services, NodeService.CODEC)));
    }
}
