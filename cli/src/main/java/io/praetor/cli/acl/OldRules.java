package io.praetor.cli.acl;

import io.praetor.client.Acl;
import io.praetor.client.ConsulException;

/// Rules that tokens carried themselves, before there were policies.
final class OldRules {
    private OldRules() {}

    /// The rules of a token as they are written now.
    ///
    /// @param token    its accessor ID or its beginning, or its secret ID
    /// @param isSecret which of them
    static String ofToken(Acl acl, String token, boolean isSecret) throws Refusal {
        try {
            String accessor = isSecret ? acl.tokens().bySecret(token).accessorId() : PartialIds.token(acl, token);
            return acl.translateRulesOf(accessor);
        } catch (ConsulException | Refusal e) {
            throw Refusal.of("Error reading token", e);
        }
    }
}
