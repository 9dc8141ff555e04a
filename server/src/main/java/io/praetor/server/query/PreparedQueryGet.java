package io.praetor.server.query;

import io.praetor.model.query.PreparedQuery;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.server.state.Uuids;
import io.praetor.store.Watches;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One prepared query as it is stored, as a list of one (`/v1/query/:id`).
///
/// @param id a UUID; anything else is refused
public record PreparedQueryGet(String id) implements Query<List<PreparedQuery>> {
    @Override
    public Indexed<List<PreparedQuery>> evaluate(State state, Watches watches, Viewer viewer) {
        String problem = Uuids.problem(id);
        if (problem != null) {
            throw RequestFailure.internal("failed prepared query lookup: index error: " + problem);
        }
        Indexed<@Nullable PreparedQuery> found = state.preparedQueries().get(id, watches);
        PreparedQuery query = found.value();
        if (query == null) {
            throw PreparedQueryExplain.notFound();
        }
        if (!query.isNamed()) {
            // whoever knows the ID of one that has no name may see it
            return new Indexed<>(found.index(), List.of(viewer.redacted(query)));
        }
        List<PreparedQuery> seen = viewer.queries(List.of(query));
        if (seen.isEmpty()) {
            throw RequestFailure.permissionDenied();
        }
        return new Indexed<>(found.index(), seen);
    }
}
