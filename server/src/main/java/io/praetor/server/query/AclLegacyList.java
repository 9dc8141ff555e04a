package io.praetor.server.query;

import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.LegacyAcl;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.List;

/// All tokens that have an old form (`/v1/acl/list`).
public record AclLegacyList() implements Query<List<LegacyAcl>> {
    @Override
    public Indexed<List<LegacyAcl>> evaluate(State state, Watches watches, Viewer viewer) {
        AclAccess.requireWrite(viewer);
        Indexed<List<AclToken>> found = state.aclTokens().all(_ -> true, watches);
        List<LegacyAcl> acls = new ArrayList<>();
        for (AclToken token : found.value()) {
            LegacyAcl acl = token.toLegacy();
            if (acl != null) {
                acls.add(acl);
            }
        }
        return new Indexed<>(found.index(), List.copyOf(acls));
    }
}
