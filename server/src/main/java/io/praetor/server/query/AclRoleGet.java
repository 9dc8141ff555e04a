package io.praetor.server.query;

import io.praetor.model.acl.AclRole;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import org.jspecify.annotations.Nullable;

/// One role (`/v1/acl/role/:id`, `/v1/acl/role/name/:name`).
///
/// @param id   empty: it is asked for by its name
/// @param name used when there is no ID
public record AclRoleGet(String id, String name) implements Query<@Nullable AclRole> {
    @Override
    public Indexed<@Nullable AclRole> evaluate(State state, Watches watches, Viewer viewer) {
        AclAccess.requireRead(viewer);
        if (id.isEmpty()) {
            return state.acl().roleByName(name, watches);
        }
        AclAccess.requireId(id, "role");
        return state.acl().role(id, watches);
    }
}
