package io.praetor.cli.acl;

import io.praetor.client.Acl;
import io.praetor.client.ConsulException;
import io.praetor.model.flags.Flag;
import io.praetor.model.flags.FlagSet;

/// The flag `-id` that says which binding rule is meant.
final class BindingRuleId {
    private final Flag<String> id;

    BindingRuleId(FlagSet flags) {
        id = flags.text("id", "", "ID of the binding rule, or its beginning if no other has the same.");
    }

    /// Refuses to guess which rule is meant.
    void check(String message) throws Refusal {
        if (id.get().isEmpty()) {
            throw Refusal.of(message);
        }
    }

    /// The whole ID of the rule that is meant.
    String resolve(Acl acl) throws Refusal {
        try {
            return PartialIds.rule(acl, id.get());
        } catch (Refusal | ConsulException e) {
            throw Refusal.of("Error determining binding rule ID", e);
        }
    }
}
