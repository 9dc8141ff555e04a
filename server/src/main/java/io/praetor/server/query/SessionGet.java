package io.praetor.server.query;

import io.praetor.model.session.Session;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.server.state.Uuids;
import io.praetor.store.Watches;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One session, as a list of none or one (`/v1/session/info/:id`).
///
/// @param id a UUID; anything else is refused
public record SessionGet(String id) implements Query<List<Session>> {
    @Override
    public Indexed<List<Session>> evaluate(State state, Watches watches, Viewer viewer) {
        String problem = Uuids.problem(id);
        if (problem != null) {
            throw RequestFailure.internal("failed session lookup: index error: " + problem);
        }
        Indexed<@Nullable Session> found = state.sessions().get(id, watches);
        Session session = viewer.ifVisible(found.value(), viewer::sees);
        return new Indexed<>(found.index(), session == null ? List.of() : List.of(session));
    }
}
