package io.praetor.server.query;

import io.praetor.model.connect.CaConfiguration;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import org.jspecify.annotations.Nullable;

/// How the mesh's authority is configured (`/v1/connect/ca/configuration`), its key included when it was written with
/// one; null until a leader has written it.
public record CaConfigurationGet() implements Query<@Nullable CaConfiguration> {
    @Override
    public Indexed<@Nullable CaConfiguration> evaluate(State state, Watches watches, Viewer viewer) {
        CaAccess.requireOn(state);
        viewer.require(Resource.OPERATOR, "", Access.READ);
        return state.connect().config(watches);
    }
}
