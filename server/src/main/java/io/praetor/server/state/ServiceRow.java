package io.praetor.server.state;

import io.praetor.model.catalog.NodeService;
import io.praetor.store.Key;

/// A service instance in its table.
///
/// @param nodeKey where its node is found
/// @param node the name of its node, as the node is stored
record ServiceRow(Key nodeKey, String node, NodeService service) {
    static ServiceRow of(String node, NodeService service) {
        return new ServiceRow(Keys.name(node), node, service);
    }
}
