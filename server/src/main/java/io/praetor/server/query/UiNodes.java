package io.praetor.server.query;

import io.praetor.model.catalog.NodeInfo;
import io.praetor.server.acl.Viewer;
import io.praetor.server.filter.Filter;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;

/// Every node with its services and checks (`/v1/internal/ui/nodes`).
public record UiNodes(Filter filter) implements Query<List<NodeInfo>> {
    @Override
    public Indexed<List<NodeInfo>> evaluate(State state, Watches watches, Viewer viewer) {
        Indexed<List<NodeInfo>> nodes = state.health().nodeInfos(watches);
        return new Indexed<>(nodes.index(), filter.apply(viewer.infos(nodes.value()), NodeInfo.CODEC));
    }
}
