package io.praetor.server.query;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclAuthMethodListStub;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;

/// Every auth method, without its configuration (`/v1/acl/auth-methods`).
public record AclAuthMethodList() implements Query<List<AclAuthMethodListStub>> {
    @Override
    public Indexed<List<AclAuthMethodListStub>> evaluate(State state, Watches watches, Viewer viewer) {
        AclAccess.requireRead(viewer);
        Indexed<List<AclAuthMethod>> found = state.acl().authMethods(watches);
        return new Indexed<>(
                found.index(),
                found.value().stream().map(AclAuthMethodListStub::of).toList());
    }
}
