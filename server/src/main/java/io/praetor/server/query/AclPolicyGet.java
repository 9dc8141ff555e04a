package io.praetor.server.query;

import io.praetor.model.acl.AclPolicy;
import io.praetor.server.acl.GlobalReadOnly;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import org.jspecify.annotations.Nullable;

/// One policy (`/v1/acl/policy/:id`, `/v1/acl/policy/name/:name`).
///
/// @param id   empty: it is asked for by its name
/// @param name used when there is no ID
public record AclPolicyGet(String id, String name) implements Query<@Nullable AclPolicy> {
    @Override
    public Indexed<@Nullable AclPolicy> evaluate(State state, Watches watches, Viewer viewer) {
        AclAccess.requireRead(viewer);
        if (id.isEmpty()) {
            return orBuiltIn(state.acl().policyByName(name, watches), GlobalReadOnly.isNamed(name));
        }
        AclAccess.requireId(id, "policy");
        return orBuiltIn(state.acl().policy(id, watches), id.equals(GlobalReadOnly.ID));
    }

    private static Indexed<@Nullable AclPolicy> orBuiltIn(Indexed<@Nullable AclPolicy> found, boolean isBuiltIn) {
        return isBuiltIn && found.value() == null ? new Indexed<>(found.index(), GlobalReadOnly.POLICY) : found;
    }
}
