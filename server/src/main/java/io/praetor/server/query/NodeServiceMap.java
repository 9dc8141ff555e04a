package io.praetor.server.query;

import io.praetor.model.catalog.NodeServices;
import io.praetor.server.filter.Filter;
import org.jspecify.annotations.Nullable;

/// The services of a node by ID (`/v1/catalog/node/:n`); null for an unknown one.
///
/// @param node a name, an ID, or at least 4 characters that only one ID begins with
public record NodeServiceMap(String node, Filter filter) implements Query<@Nullable NodeServices> {}
