package io.praetor.cli.acl;

import io.praetor.client.Acl;
import io.praetor.client.ConsulException;
import io.praetor.model.flags.Flag;
import io.praetor.model.flags.FlagSet;

/// The flags `-id` and `-name` that say which role is meant.
final class RoleChoice {
    private final Flag<String> id;
    private final Flag<String> name;

    RoleChoice(FlagSet flags) {
        id = idFlag(flags);
        name = flags.text("name", "", "Name of the role.");
    }

    static Flag<String> idFlag(FlagSet flags) {
        return flags.text("id", "", "ID of the role, or its beginning if no other has the same.");
    }

    String id() {
        return id.get();
    }

    String name() {
        return name.get();
    }

    boolean isEmpty() {
        return id.get().isEmpty() && name.get().isEmpty();
    }

    String resolve(Acl acl) throws Refusal {
        return resolve(acl, id.get(), name.get());
    }

    /// The whole ID of the role that is meant.
    static String resolve(Acl acl, String id, String name) throws Refusal {
        try {
            return id.isEmpty() ? PartialIds.roleByName(acl, name) : PartialIds.role(acl, id);
        } catch (Refusal | ConsulException e) {
            throw Refusal.of("Error determining role ID", e);
        }
    }
}
