package io.praetor.server.query;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.server.filter.Filter;
import java.util.List;
import java.util.Map;

/// The checks in a state, or in `any` (`/v1/health/state/:s`).
///
/// @param nodeMeta pairs that the node must have, exactly
/// @param near     name of the node to sort by distance from; empty: leave the order
public record HealthState(String state, Map<String, String> nodeMeta, String near, Filter filter)
        implements Query<List<HealthCheck>> {}
