package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.flags.Flag;
import io.praetor.model.flags.FlagSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The flags that say what a policy shall be.
final class PolicyFlags {
    private final Flag<String> name;
    private final Flag<String> description;
    private final Flag<List<String>> datacenters;
    private final Flag<String> rules;

    PolicyFlags(FlagSet flags) {
        name = flags.text("name", "", "Name of the policy: letters, digits, '-' and '_'.");
        description = flags.text("description", "", "What it is for.");
        datacenters = flags.texts(
                "valid-datacenter",
                "A datacenter it counts in; without one it counts in all. May be given several times.");
        rules = flags.text(
                "rules", "", "The rules, in HCL or JSON; @name reads them from a file, \"-\" from standard input.");
    }

    String name() {
        return name.get();
    }

    boolean hasRules() {
        return !rules.get().isEmpty();
    }

    /// The rules, from wherever they are.
    String rules(Context context) throws Refusal {
        return GivenData.load(rules.get(), "Error loading rules: ", context);
    }

    /// A policy of nothing but what was given.
    AclPolicy fresh(String id, String text) {
        return new AclPolicy(id, name.get(), description.get(), text, 0, given(), null, 0, 0);
    }

    /// A policy in which what was given replaces what is there.
    AclPolicy merged(AclPolicy now, String text) {
        return new AclPolicy(
                now.id(),
                name.isSet() ? name.get() : now.name(),
                description.isSet() ? description.get() : now.description(),
                rules.isSet() ? text : now.rules(),
                now.syntax(),
                datacenters.isSet() ? given() : now.datacenters(),
                null,
                0,
                0);
    }

    private @Nullable List<String> given() {
        return datacenters.isSet() ? datacenters.get() : null;
    }
}
