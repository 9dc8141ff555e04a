package io.praetor.server.query;

import io.praetor.model.catalog.ServiceNode;
import io.praetor.server.acl.Viewer;
import io.praetor.server.filter.Filter;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;
import java.util.Map;

/// The instances of a service (`/v1/catalog/service/:s`), or what stands for it in the mesh (`/v1/catalog/connect/:s`).
///
/// @param connect whether proxies and native instances are asked for; `tags` is then ignored
/// @param tags    all of which an instance must have, whatever their case
/// @param nodeMeta pairs that the node must have, exactly
/// @param near     name of the node to sort by distance from; empty: leave the order
public record ServiceNodes(
        String service, boolean connect, List<String> tags, Map<String, String> nodeMeta, String near, Filter filter)
        implements Query<List<ServiceNode>> {
    @Override
    public Indexed<List<ServiceNode>> evaluate(State state, Watches watches, Viewer viewer) {
        Indexed<List<ServiceNode>> nodes = connect
                ? state.catalog().connectServiceNodes(service, watches)
                : state.catalog().serviceNodes(service, tags, watches);
        boolean seen = !connect || viewer.seesService(service);
        List<ServiceNode> wanted = viewer.visible(nodes.value(), instance -> seen && viewer.sees(instance));
        if (!nodeMeta.isEmpty()) {
            wanted = wanted.stream()
                    .filter(node -> Shape.hasMeta(node.nodeMeta(), nodeMeta))
                    .toList();
        }
        List<ServiceNode> passed = filter.apply(Shape.serviceNodes(wanted), ServiceNode.CODEC);
        return new Indexed<>(nodes.index(), Nearness.sorted(passed, near, state, ServiceNode::node));
    }
}
