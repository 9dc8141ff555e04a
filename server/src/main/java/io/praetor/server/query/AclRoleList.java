package io.praetor.server.query;

import io.praetor.model.acl.AclRole;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;

/// Roles (`/v1/acl/roles`).
///
/// @param policy the ID of one they must have; empty: any
public record AclRoleList(String policy) implements Query<List<AclRole>> {
    @Override
    public Indexed<List<AclRole>> evaluate(State state, Watches watches, Viewer viewer) {
        AclAccess.requireRead(viewer);
        return policy.isEmpty() ? state.acl().roles(watches) : state.acl().rolesOfPolicy(policy, watches);
    }
}
