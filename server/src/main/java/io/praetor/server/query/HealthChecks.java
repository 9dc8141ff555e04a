package io.praetor.server.query;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.server.acl.Viewer;
import io.praetor.server.filter.Filter;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;
import java.util.Map;

/// The checks of the instances of a service (`/v1/health/checks/:s`).
///
/// @param nodeMeta pairs that the node must have, exactly
/// @param near     name of the node to sort by distance from; empty: leave the order
public record HealthChecks(String service, Map<String, String> nodeMeta, String near, Filter filter)
        implements Query<List<HealthCheck>> {
    @Override
    public Indexed<List<HealthCheck>> evaluate(State state, Watches watches, Viewer viewer) {
        Indexed<List<HealthCheck>> checks = state.health().serviceChecks(service, nodeMeta, watches);
        List<HealthCheck> passed = filter.apply(viewer.checks(checks.value()), HealthCheck.CODEC);
        return new Indexed<>(checks.index(), Nearness.sorted(passed, near, state, HealthCheck::node));
    }
}
