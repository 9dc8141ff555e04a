package io.praetor.cli.acl;

import io.praetor.client.Acl;
import io.praetor.client.ConsulException;
import io.praetor.model.flags.Flag;
import io.praetor.model.flags.FlagSet;

/// The flag `-id` that says which token is meant.
final class TokenId {
    private final Flag<String> id;

    TokenId(FlagSet flags) {
        id = flags.text("id", "", "Accessor ID of the token, or its beginning if no other has the same.");
    }

    /// Refuses to guess which token is meant.
    void check(String message) throws Refusal {
        if (id.get().isEmpty()) {
            throw Refusal.of(message);
        }
    }

    /// The whole accessor ID of the token that is meant.
    String resolve(Acl acl) throws Refusal {
        try {
            return PartialIds.token(acl, id.get());
        } catch (Refusal | ConsulException e) {
            throw Refusal.of("Error determining token ID", e);
        }
    }
}
