package io.praetor.server.query;

import io.praetor.model.acl.AclToken;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import org.jspecify.annotations.Nullable;

/// One token (`/v1/acl/token/:accessor`, `/v1/acl/token/self`).
///
/// @param id       its accessor, or its secret: whoever knows that may see the token
/// @param bySecret which of the two
public record AclTokenGet(String id, boolean bySecret) implements Query<AclTokenFound> {
    @Override
    public Indexed<AclTokenFound> evaluate(State state, Watches watches, Viewer viewer) {
        if (bySecret) {
            AclAccess.requireOn(viewer);
            Indexed<@Nullable AclToken> found = state.aclTokens().bySecret(id, watches);
            return new Indexed<>(found.index(), new AclTokenFound(found.value(), false));
        }
        AclAccess.requireRead(viewer);
        AclAccess.requireId(id, "token");
        Indexed<@Nullable AclToken> found = state.aclTokens().byAccessor(id, watches);
        AclToken token = found.value();
        if (token == null || AclAccess.seesSecrets(viewer)) {
            return new Indexed<>(found.index(), new AclTokenFound(token, false));
        }
        return new Indexed<>(found.index(), new AclTokenFound(token.redacted(), true));
    }

    /// Says nothing of a secret.
    @Override
    public String toString() {
        return "AclTokenGet[" + (bySecret ? "by secret" : id) + "]";
    }
}
