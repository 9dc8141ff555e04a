package io.praetor.cli.acl;

import io.praetor.client.Acl;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclRole;
import io.praetor.model.flags.Flag;
import io.praetor.model.flags.FlagSet;

/// The flags that say what a role shall be.
final class RoleFlags {
    private final Flag<String> name;
    private final Flag<String> description;
    private final GrantFlags grants;

    RoleFlags(FlagSet flags) {
        name = flags.text("name", "", "Name of the role: letters, digits, '-' and '_'.");
        description = flags.text("description", "", "What it is for.");
        grants = GrantFlags.ofRole(flags);
    }

    boolean hasName() {
        return !name.get().isEmpty();
    }

    boolean grantsNothing() {
        return grants.isEmpty();
    }

    void check() throws Refusal {
        grants.check();
    }

    /// A role of nothing but what was given.
    AclRole fresh(String id, Acl acl) throws Refusal {
        AclGrants given = grants.addTo(AclGrants.NONE, acl);
        return AclRole.named(id, name.get(), description.get()).withGrants(given);
    }

    /// A role in which names replace what is there, and grants are added.
    AclRole merged(AclRole now, Acl acl) throws Refusal {
        return AclRole.named(
                        now.id(),
                        name.isSet() ? name.get() : now.name(),
                        description.isSet() ? description.get() : now.description())
                .withGrants(grants.addTo(now.grants(), acl));
    }
}
