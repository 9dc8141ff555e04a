package io.praetor.server.query;

import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.LegacyAcl;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One token in the old form, as a list of none or one (`/v1/acl/info/:secret`). Whoever knows its secret may see it.
public record AclLegacyGet(String secret) implements Query<List<LegacyAcl>> {
    @Override
    public Indexed<List<LegacyAcl>> evaluate(State state, Watches watches, Viewer viewer) {
        AclAccess.requireOn(viewer);
        Indexed<@Nullable AclToken> found = state.aclTokens().bySecret(secret, watches);
        AclToken token = found.value();
        LegacyAcl acl = token == null ? null : token.toLegacy();
        return new Indexed<>(found.index(), acl == null ? List.of() : List.of(acl));
    }

    /// Says nothing of the secret.
    @Override
    public String toString() {
        return "AclLegacyGet[]";
    }
}
