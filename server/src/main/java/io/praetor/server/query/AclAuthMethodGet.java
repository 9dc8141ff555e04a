package io.praetor.server.query;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import org.jspecify.annotations.Nullable;

/// One auth method (`/v1/acl/auth-method/:name`). A client secret in it is for those who may change it.
public record AclAuthMethodGet(String name) implements Query<@Nullable AclAuthMethod> {
    @Override
    public Indexed<@Nullable AclAuthMethod> evaluate(State state, Watches watches, Viewer viewer) {
        AclAccess.requireRead(viewer);
        Indexed<@Nullable AclAuthMethod> found = state.acl().authMethod(name, watches);
        AclAuthMethod method = found.value();
        return method == null || AclAccess.seesSecrets(viewer)
                ? found
                : new Indexed<>(found.index(), method.redacted());
    }
}
