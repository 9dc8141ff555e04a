package io.praetor.server.query;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.server.filter.Filter;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;

/// Every instance with its checks, from which the UI's list of services is summed up (`/v1/internal/ui/services`).
public record UiServices(Filter filter) implements Query<List<CheckServiceNode>> {
    @Override
    public Indexed<List<CheckServiceNode>> evaluate(State state, Watches watches) {
        Indexed<List<CheckServiceNode>> instances = state.health().allServiceNodes(null, watches);
        return new Indexed<>(instances.index(), filter.apply(instances.value(), CheckServiceNode.CODEC));
    }
}
