package io.praetor.server.query;

import io.praetor.model.session.Session;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;

/// Every session (`/v1/session/list`).
public record SessionList() implements Query<List<Session>> {
    @Override
    public Indexed<List<Session>> evaluate(State state, Watches watches, Viewer viewer) {
        Indexed<List<Session>> found = state.sessions().all(watches);
        return new Indexed<>(found.index(), viewer.visible(found.value(), viewer::sees));
    }
}
