package io.praetor.server.query;

import io.praetor.model.acl.AclRole;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.List;

/// Several roles.
public record AclRoleBatch(List<String> ids) implements Query<List<AclRole>> {
    @Override
    public Indexed<List<AclRole>> evaluate(State state, Watches watches, Viewer viewer) {
        AclAccess.requireRead(viewer);
        return find(state, ids, watches);
    }

    /// Those there are of the roles with these IDs.
    static Indexed<List<AclRole>> find(State state, List<String> ids, Watches watches) {
        List<AclRole> found = new ArrayList<>();
        for (String id : ids) {
            AclRole one = state.acl().role(id, watches).value();
            if (one != null) {
                found.add(one);
            }
        }
        return new Indexed<>(state.acl().role("", watches).index(), List.copyOf(found));
    }
}
