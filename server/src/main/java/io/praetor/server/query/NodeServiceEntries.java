package io.praetor.server.query;

import io.praetor.model.catalog.NodeServiceList;
import io.praetor.server.filter.Filter;

/// The services of a node as a list (`/v1/catalog/node-services/:n`); without node and services for an unknown one.
///
/// @param node a name, an ID, or at least 4 characters that only one ID begins with
public record NodeServiceEntries(String node, Filter filter) implements Query<NodeServiceList> {}
