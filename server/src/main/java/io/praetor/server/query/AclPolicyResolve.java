package io.praetor.server.query;

import io.praetor.model.acl.AclPolicy;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.AclHolder;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Several policies that the asking token has: what an agent needs to know what the token may do.
///
/// @param ids one that neither the token nor a role of it links to is refused; those that are no more are left out
public record AclPolicyResolve(List<String> ids) implements Query<List<AclPolicy>> {
    @Override
    public Indexed<List<AclPolicy>> evaluate(State state, Watches watches, Viewer viewer) {
        AclAccess.requireOn(viewer);
        AclHolder holder =
                state.aclTokens().holderByAccessor(viewer.authorizer().accessor());
        if (holder == null) {
            throw RequestFailure.aclNotFound();
        }
        Set<String> own = new HashSet<>();
        holder.token().grants().policyLinks().forEach(link -> own.add(link.id()));
        holder.roles().forEach(role -> role.grants().policyLinks().forEach(link -> own.add(link.id())));
        if (!own.containsAll(ids)) {
            throw RequestFailure.permissionDenied();
        }
        return AclPolicyBatch.find(state, ids, watches);
    }
}
