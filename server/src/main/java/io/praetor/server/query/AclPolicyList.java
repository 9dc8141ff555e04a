package io.praetor.server.query;

import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclPolicyListStub;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;

/// Every policy, without its rules (`/v1/acl/policies`).
public record AclPolicyList() implements Query<List<AclPolicyListStub>> {
    @Override
    public Indexed<List<AclPolicyListStub>> evaluate(State state, Watches watches, Viewer viewer) {
        AclAccess.requireRead(viewer);
        Indexed<List<AclPolicy>> found = state.acl().policies(watches);
        return new Indexed<>(
                found.index(), found.value().stream().map(AclPolicyListStub::of).toList());
    }
}
