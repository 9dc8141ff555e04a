package io.praetor.server.query;

import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// The names of services with the tags their instances have (`/v1/catalog/services`).
///
/// @param nodeMeta pairs that an instance's node must have
public record ServiceList(Map<String, String> nodeMeta) implements Query<Map<String, List<String>>> {
    @Override
    public Indexed<Map<String, List<String>>> evaluate(State state, Watches watches, Viewer viewer) {
        Indexed<SortedMap<String, List<String>>> names = state.catalog().serviceNames(nodeMeta, watches);
        return new Indexed<>(names.index(), viewer.visibleKeys(names.value(), viewer::seesService));
    }
}
