package io.praetor.server.query;

import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.net.InetAddress;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who is at which address, for the whole catalog (reverse DNS, `server.md` §10). Addresses that are names have no
/// place in it. A node goes before a service, and what has the lower name before what has the higher.
public record AddressOwners() implements Query<Map<InetAddress, AddressOwners.Owner>> {
    /// Who is at an address.
    ///
    /// @param service    whether it is the address of a service, else of a node
    /// @param datacenter of the node
    public record Owner(boolean service, String name, String datacenter) {}

    @Override
    public Indexed<Map<InetAddress, Owner>> evaluate(State state, Watches watches, Viewer viewer) {
        Indexed<List<Node>> nodes = state.catalog().nodes(Map.of(), watches);
        // for its watch and its index: it depends on every instance
        long services = state.catalog().serviceNames(Map.of(), watches).index();
        List<Node> seen = viewer.visible(nodes.value(), node -> viewer.seesNode(node.node()));
        Map<InetAddress, Owner> owners = new HashMap<>();
        for (Node node : seen) {
            put(owners, node.address(), new Owner(false, node.node(), node.datacenter()));
        }
        for (Node node : seen) {
            List<NodeService> own = state.catalog().servicesOf(node.node(), Watches.NONE);
            for (NodeService service : viewer.visible(own, owner -> viewer.seesService(owner.service()))) {
                put(owners, service.address(), new Owner(true, service.service(), node.datacenter()));
            }
        }
        return new Indexed<>(Math.max(nodes.index(), services), Collections.unmodifiableMap(owners));
    }

    private static void put(Map<InetAddress, Owner> owners, String text, Owner owner) {
        InetAddress address = parsed(text);
        if (address != null) {
            owners.putIfAbsent(address, owner);
        }
    }

    private static @Nullable InetAddress parsed(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
