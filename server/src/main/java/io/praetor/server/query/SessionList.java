package io.praetor.server.query;

import io.praetor.model.session.Session;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;

/// Every session (`/v1/session/list`).
public record SessionList() implements Query<List<Session>> {
    @Override
    public Indexed<List<Session>> evaluate(State state, Watches watches) {
        return state.sessions().all(watches);
    }
}
