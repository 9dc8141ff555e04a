package io.praetor.server.query;

import io.praetor.model.query.PreparedQuery;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;

/// Every prepared query (`/v1/query`).
public record PreparedQueryList() implements Query<List<PreparedQuery>> {
    @Override
    public Indexed<List<PreparedQuery>> evaluate(State state, Watches watches, Viewer viewer) {
        Indexed<List<PreparedQuery>> all = state.preparedQueries().all(watches);
        return new Indexed<>(all.index(), viewer.queries(all.value()));
    }
}
