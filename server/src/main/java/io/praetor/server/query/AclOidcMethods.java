package io.praetor.server.query;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclOidcMethod;
import io.praetor.server.acl.Viewer;
import io.praetor.server.login.ProviderKinds;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;

/// The auth methods that people sign in by at the web interface: those whose tokens count everywhere. Whoever asks has
/// no token yet, so everybody may, and learns no more than the names (`/v1/internal/ui/oidc-auth-methods`).
public record AclOidcMethods() implements Query<List<AclOidcMethod>> {
    @Override
    public Indexed<List<AclOidcMethod>> evaluate(State state, Watches watches, Viewer viewer) {
        AclAccess.requireOn(viewer);
        Indexed<List<AclAuthMethod>> found = state.acl().authMethods(watches);
        return new Indexed<>(
                found.index(),
                found.value().stream()
                        .filter(method -> method.type().equals(AclAuthMethod.OIDC)
                                && method.tokenLocality().equals(AclAuthMethod.GLOBAL))
                        .map(method -> new AclOidcMethod(method.name(), method.displayName(), ProviderKinds.of(method)))
                        .toList());
    }
}
