package io.praetor.server.query;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.server.filter.Filter;
import java.util.List;

/// The checks of a node and of everything on it (`/v1/health/node/:n`).
public record HealthNode(String node, Filter filter) implements Query<List<HealthCheck>> {}
