package io.praetor.server.query;

import io.praetor.model.connect.CaRoots;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;

/// The certificates that the mesh trusts (`/v1/connect/ca/roots`). Everybody may know them.
public record CaRootsGet() implements Query<CaRoots> {
    @Override
    public Indexed<CaRoots> evaluate(State state, Watches watches, Viewer viewer) {
        CaAccess.requireOn(state);
        return state.connect().shownRoots(watches);
    }
}
