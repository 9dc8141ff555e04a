package io.praetor.server.query;

import io.praetor.model.acl.AclToken;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.List;

/// Several tokens.
///
/// @param accessors of those that are wanted
public record AclTokenBatch(List<String> accessors) implements Query<AclTokensFound> {
    @Override
    public Indexed<AclTokensFound> evaluate(State state, Watches watches, Viewer viewer) {
        AclAccess.requireRead(viewer);
        boolean hidden = !AclAccess.seesSecrets(viewer);
        List<AclToken> tokens = new ArrayList<>();
        for (String accessor : accessors) {
            AclToken token = state.aclTokens().byAccessor(accessor, watches).value();
            if (token != null) {
                tokens.add(hidden ? token.redacted() : token);
            }
        }
        long index = state.aclTokens().byAccessor("", watches).index();
        return new Indexed<>(index, new AclTokensFound(List.copyOf(tokens), hidden && !tokens.isEmpty(), false));
    }
}
