package io.praetor.server.query;

import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclTokenListStub;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;
import java.util.stream.Stream;

/// Tokens (`/v1/acl/tokens`); at most one of the last three may be said.
///
/// @param local  those that count in this datacenter only
/// @param global the others
/// @param policy the ID of one they must have; empty: any
/// @param role   the ID of one they must have; empty: any
/// @param method the name of the auth method they came from; empty: any
public record AclTokenList(boolean local, boolean global, String policy, String role, String method)
        implements Query<List<AclTokenListStub>> {
    @Override
    public Indexed<List<AclTokenListStub>> evaluate(State state, Watches watches, Viewer viewer) {
        AclAccess.requireRead(viewer);
        Indexed<List<AclToken>> found = find(state, watches);
        return new Indexed<>(
                found.index(), found.value().stream().map(AclTokenListStub::of).toList());
    }

    private Indexed<List<AclToken>> find(State state, Watches watches) {
        if (Stream.of(policy, role, method).filter(text -> !text.isEmpty()).count() > 1) {
            throw RequestFailure.internal("can only filter by one of policy, role, or methodName at a time");
        }
        if (!policy.isEmpty()) {
            return state.aclTokens().ofPolicy(policy, this::wants, watches);
        }
        if (!role.isEmpty()) {
            return state.aclTokens().ofRole(role, this::wants, watches);
        }
        return method.isEmpty()
                ? state.aclTokens().all(this::wants, watches)
                : state.aclTokens().ofMethod(method, this::wants, watches);
    }

    private boolean wants(AclToken token) {
        return token.local() ? local : global;
    }
}
