package io.praetor.server.query;

import io.praetor.model.query.PreparedQuery;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.server.state.StateException;
import io.praetor.store.Watches;
import java.util.List;

/// The prepared query that an ID or a name leads to, with everything a template fills in (`/v1/query/:id/explain`).
/// Its index is 0: nobody can wait for it.
///
/// @param segment of the agent that is asked
public record PreparedQueryExplain(String idOrName, String segment) implements Query<PreparedQuery> {
    @Override
    public Indexed<PreparedQuery> evaluate(State state, Watches watches, Viewer viewer) {
        PreparedQuery query = resolve(state, idOrName, segment);
        List<PreparedQuery> seen = viewer.queries(List.of(query));
        if (seen.isEmpty()) {
            throw RequestFailure.permissionDenied();
        }
        return new Indexed<>(0, seen.getFirst());
    }

    static PreparedQuery resolve(State state, String idOrName, String segment) {
        PreparedQuery query;
        try {
            query = state.preparedQueries().resolve(idOrName, segment);
        } catch (StateException e) {
            throw RequestFailure.internal(e.text());
        }
        if (query == null) {
            throw notFound();
        }
        return query;
    }

    static RequestFailure notFound() {
        return new RequestFailure(RequestFailure.Kind.NOT_FOUND, "Query not found");
    }
}
