package io.praetor.server.query;

import io.praetor.model.operator.AutopilotConfig;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import org.jspecify.annotations.Nullable;

/// Autopilot's configuration (`/v1/operator/autopilot/configuration`); null until the first leader has written it.
public record AutopilotGet() implements Query<@Nullable AutopilotConfig> {
    @Override
    public Indexed<@Nullable AutopilotConfig> evaluate(State state, Watches watches, Viewer viewer) {
        viewer.require(Resource.OPERATOR, "", Access.READ);
        return state.operator().autopilot(watches);
    }
}
