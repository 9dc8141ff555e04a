package io.praetor.cli.acl;

import io.praetor.client.Acl;
import io.praetor.client.ConsulException;
import io.praetor.model.flags.Flag;
import io.praetor.model.flags.FlagSet;

/// The flags `-id` and `-name` that say which policy is meant.
final class PolicyChoice {
    private final Flag<String> id;
    private final Flag<String> name;

    PolicyChoice(FlagSet flags) {
        id = idFlag(flags);
        name = flags.text("name", "", "Name of the policy.");
    }

    static Flag<String> idFlag(FlagSet flags) {
        return flags.text("id", "", "ID of the policy, or its beginning if no other has the same.");
    }

    void check() throws Refusal {
        check(id.get(), name.get());
    }

    /// Refuses to guess which policy is meant.
    static void check(String id, String name) throws Refusal {
        if (id.isEmpty() && name.isEmpty()) {
            throw Refusal.of("Must specify either the -id or -name parameters");
        }
    }

    String resolve(Acl acl) throws Refusal {
        return resolve(acl, id.get(), name.get());
    }

    /// The whole ID of the policy that is meant.
    static String resolve(Acl acl, String id, String name) throws Refusal {
        try {
            return id.isEmpty() ? PartialIds.policyByName(acl, name) : PartialIds.policy(acl, id);
        } catch (Refusal | ConsulException e) {
            throw Refusal.of("Error determining policy ID", e);
        }
    }
}
