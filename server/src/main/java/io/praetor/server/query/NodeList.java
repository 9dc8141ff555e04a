package io.praetor.server.query;

import io.praetor.model.catalog.Node;
import io.praetor.server.filter.Filter;
import java.util.List;
import java.util.Map;

/// The nodes of the catalog (`/v1/catalog/nodes`).
///
/// @param nodeMeta pairs that the node must have, exactly
/// @param near     name of the node to sort by distance from; empty: leave the order
public record NodeList(Map<String, String> nodeMeta, String near, Filter filter) implements Query<List<Node>> {}
