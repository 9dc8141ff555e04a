package io.praetor.server.query;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.server.acl.Viewer;
import io.praetor.server.filter.Filter;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;

/// The checks of a node and of everything on it (`/v1/health/node/:n`).
public record HealthNode(String node, Filter filter) implements Query<List<HealthCheck>> {
    @Override
    public Indexed<List<HealthCheck>> evaluate(State state, Watches watches, Viewer viewer) {
        Indexed<List<HealthCheck>> checks = state.health().nodeChecks(node, watches);
        return new Indexed<>(checks.index(), filter.apply(viewer.checks(checks.value()), HealthCheck.CODEC));
    }
}
