package io.praetor.server.query;

import io.praetor.model.catalog.NodeInfo;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One node with its services and checks, as a list of none or one (`/v1/internal/ui/node/:n`).
public record UiNode(String node) implements Query<List<NodeInfo>> {
    @Override
    public Indexed<List<NodeInfo>> evaluate(State state, Watches watches, Viewer viewer) {
        Indexed<@Nullable NodeInfo> found = state.health().nodeInfo(node, watches);
        NodeInfo info = found.value();
        return new Indexed<>(found.index(), info == null ? List.of() : viewer.infos(List.of(info)));
    }
}
