package io.praetor.server.query;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.server.acl.Viewer;
import io.praetor.server.filter.Filter;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Every instance with its checks, from which the UI's list of services is summed up (`/v1/internal/ui/services`).
///
/// @param kind of instances wanted, empty for typical ones; null for all
public record UiServices(@Nullable String kind, Filter filter) implements Query<List<CheckServiceNode>> {
    /// Of every kind.
    public UiServices(Filter filter) {
        this(null, filter);
    }

    @Override
    public Indexed<List<CheckServiceNode>> evaluate(State state, Watches watches, Viewer viewer) {
        Indexed<List<CheckServiceNode>> instances = state.health().allServiceNodes(kind, watches);
        List<CheckServiceNode> seen = viewer.visible(instances.value(), viewer::sees);
        return new Indexed<>(instances.index(), filter.apply(seen, CheckServiceNode.CODEC));
    }
}
