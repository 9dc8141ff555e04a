package io.praetor.server.query;

import io.praetor.model.catalog.Node;
import io.praetor.server.acl.Viewer;
import io.praetor.server.filter.Filter;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;
import java.util.Map;

/// The nodes of the catalog (`/v1/catalog/nodes`).
///
/// @param nodeMeta pairs that the node must have, exactly
/// @param near     name of the node to sort by distance from; empty: leave the order
public record NodeList(Map<String, String> nodeMeta, String near, Filter filter) implements Query<List<Node>> {
    @Override
    public Indexed<List<Node>> evaluate(State state, Watches watches, Viewer viewer) {
        Indexed<List<Node>> nodes = state.catalog().nodes(nodeMeta, watches);
        List<Node> visible = viewer.visible(nodes.value(), node -> viewer.seesNode(node.node()));
        List<Node> passed = filter.apply(visible, Node.CODEC);
        return new Indexed<>(nodes.index(), Nearness.sorted(passed, near, state, Node::node));
    }
}
