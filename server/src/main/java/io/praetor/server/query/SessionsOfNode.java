package io.praetor.server.query;

import io.praetor.model.session.Session;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;

/// The sessions of a node (`/v1/session/node/:n`).
public record SessionsOfNode(String node) implements Query<List<Session>> {
    @Override
    public Indexed<List<Session>> evaluate(State state, Watches watches, Viewer viewer) {
        Indexed<List<Session>> found = state.sessions().ofNode(node, watches);
        return new Indexed<>(found.index(), viewer.visible(found.value(), viewer::sees));
    }
}
