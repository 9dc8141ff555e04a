package io.praetor.server.query;

import io.praetor.model.catalog.ServiceName;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// The names of services, in order.
public record ServiceNames() implements Query<List<ServiceName>> {
    @Override
    public Indexed<List<ServiceName>> evaluate(State state, Watches watches, Viewer viewer) {
        Indexed<SortedMap<String, List<String>>> names = state.catalog().serviceNames(Map.of(), watches);
        return new Indexed<>(
                names.index(),
                viewer.visibleKeys(names.value(), viewer::seesService).keySet().stream()
                        .map(ServiceName::new)
                        .toList());
    }
}
