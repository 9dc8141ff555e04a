package io.praetor.server.query;

import io.praetor.model.query.PreparedQuery;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;

/// The prepared query to execute for an ID or a name, its token included. Everybody may execute every query: its answer
/// is for whoever the token stands for (`http-api.md` §15). So the definition must never be shown, and no front door
/// asks for it. Its index is 0: nobody can wait for it.
///
/// @param segment of the agent that is asked
public record PreparedQueryTarget(String idOrName, String segment) implements Query<PreparedQuery> {
    @Override
    public Indexed<PreparedQuery> evaluate(State state, Watches watches, Viewer viewer) {
        return new Indexed<>(0, PreparedQueryExplain.resolve(state, idOrName, segment));
    }
}
