package io.praetor.server.query;

import io.praetor.model.catalog.ServiceNode;
import io.praetor.server.filter.Filter;
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
        implements Query<List<ServiceNode>> {}
