package io.praetor.server.query;

import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclRole;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.AclHolder;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Several roles that the asking token has: what an agent needs to know what the token may do.
///
/// @param ids one that the token does not link to is refused; those that are no more are left out
public record AclRoleResolve(List<String> ids) implements Query<List<AclRole>> {
    @Override
    public Indexed<List<AclRole>> evaluate(State state, Watches watches, Viewer viewer) {
        AclAccess.requireOn(viewer);
        AclHolder holder =
                state.aclTokens().holderByAccessor(viewer.authorizer().accessor());
        if (holder == null) {
            throw RequestFailure.aclNotFound();
        }
        Set<String> own = new HashSet<>();
        for (AclLink role : holder.token().grants().roleLinks()) {
            own.add(role.id());
        }
        if (!own.containsAll(ids)) {
            throw RequestFailure.permissionDenied();
        }
        return AclRoleBatch.find(state, ids, watches);
    }
}
