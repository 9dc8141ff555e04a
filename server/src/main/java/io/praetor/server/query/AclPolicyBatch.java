package io.praetor.server.query;

import io.praetor.model.acl.AclPolicy;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.List;

/// Several policies.
public record AclPolicyBatch(List<String> ids) implements Query<List<AclPolicy>> {
    @Override
    public Indexed<List<AclPolicy>> evaluate(State state, Watches watches, Viewer viewer) {
        AclAccess.requireRead(viewer);
        return find(state, ids, watches);
    }

    /// Those there are of the policies with these IDs.
    static Indexed<List<AclPolicy>> find(State state, List<String> ids, Watches watches) {
        List<AclPolicy> found = new ArrayList<>();
        for (String id : ids) {
            AclPolicy one = state.acl().policy(id, watches).value();
            if (one != null) {
                found.add(one);
            }
        }
        return new Indexed<>(state.acl().policy("", watches).index(), List.copyOf(found));
    }
}
