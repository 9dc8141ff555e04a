package io.praetor.cli.acl;

import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclTemplateVariables;
import io.praetor.model.flags.Flag;
import io.praetor.model.flags.FlagSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The flags that say what a binding rule shall be, but for its auth method.
final class BindingRuleFlags {
    private final Flag<String> type;
    private final Flag<String> name;
    private final Flag<List<String>> variables;
    private final Flag<String> selector;
    private final Flag<String> description;

    /// @param defaultType the type when none is given
    BindingRuleFlags(FlagSet flags, String defaultType) {
        String otherwise = defaultType.isEmpty() ? "" : " The default is " + defaultType + ".";
        type = flags.text(
                "bind-type",
                defaultType,
                "What whoever logs in gets: service or node, which are identities, role, policy or templated-policy."
                        + otherwise);
        name = flags.text(
                "bind-name",
                "",
                "Name of the service, node, role or policy; ${name} stands for what the auth method knows about who logs in.");
        variables = flags.texts(
                        "bind-vars",
                        "A variable of a templated policy, as NAME=VALUE, such as name=${value.name}. May be given several times.")
                .newer();
        selector = flags.text(
                "selector",
                "",
                "A filter expression over what the auth method knows; without one the rule always holds.");
        description = flags.text("description", "", "What the rule is for.");
    }

    void requireBinding() throws Refusal {
        if (type.get().isEmpty()) {
            throw Refusal.withHelp("Missing required '-bind-type' flag");
        }
        if (name.get().isEmpty()) {
            throw Refusal.withHelp("Missing required '-bind-name' flag");
        }
        requireVariables();
    }

    /// Refuses variables that cannot be read.
    void requireVariables() throws Refusal {
        for (String text : variables.get()) {
            if (!text.toLowerCase(Locale.ROOT).startsWith("name=")) {
                throw Refusal.of("Malformed -bind-vars argument: \"" + text + "\" (expected name=VALUE)");
            }
        }
    }

    private @Nullable AclTemplateVariables given() {
        List<String> all = variables.get();
        return all.isEmpty() ? null : new AclTemplateVariables(all.getLast().substring("name=".length()));
    }

    /// A rule of nothing but what was given.
    AclBindingRule fresh(String id, String method) {
        return new AclBindingRule(id, description.get(), method, selector.get(), type.get(), name.get(), given(), 0, 0);
    }

    /// A rule in which what was given replaces what is there.
    AclBindingRule merged(AclBindingRule now) {
        return new AclBindingRule(
                now.id(),
                description.isSet() ? description.get() : now.description(),
                now.authMethod(),
                selector.isSet() ? selector.get() : now.selector(),
                type.isSet() ? type.get() : now.bindType(),
                name.isSet() ? name.get() : now.bindName(),
                variables.isSet() ? given() : now.bindVars(),
                0,
                0);
    }
}
