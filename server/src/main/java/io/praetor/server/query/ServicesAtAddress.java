package io.praetor.server.query;

import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.ServiceNode;
import io.praetor.server.acl.Viewer;
import io.praetor.server.filter.Filter;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The instances that are registered at an address, their own or a tagged one: reverse lookups of agents that are no
/// server.
///
/// @param address as it was registered, letter by letter
public record ServicesAtAddress(String address, Filter filter) implements Query<List<ServiceNode>> {
    @Override
    public Indexed<List<ServiceNode>> evaluate(State state, Watches watches, Viewer viewer) {
        // both for their watches and indexes: together they depend on every node and instance
        Indexed<List<Node>> nodes = state.catalog().nodes(Map.of(), watches);
        long services = state.catalog().serviceNames(Map.of(), watches).index();
        List<ServiceNode> found = new ArrayList<>();
        for (Node node : nodes.value()) {
            for (NodeService service : state.catalog().servicesOf(node.node(), Watches.NONE)) {
                if (isHere(service)) {
                    found.add(ServiceNode.of(node, service));
                }
            }
        }
        List<ServiceNode> seen = viewer.visible(found, viewer::sees);
        List<ServiceNode> passed = filter.apply(Shape.serviceNodes(seen), ServiceNode.CODEC);
        return new Indexed<>(Math.max(nodes.index(), services), passed);
    }

    private boolean isHere(NodeService service) {
        return service.address().equals(address)
                || (service.taggedAddresses() != null
                        && service.taggedAddresses().values().stream()
                                .anyMatch(tagged -> tagged.address().equals(address)));
    }
}
