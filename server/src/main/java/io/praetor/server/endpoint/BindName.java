package io.praetor.server.endpoint;

import io.praetor.model.acl.AclBindingRule;
import io.praetor.server.acl.PolicyTemplates;
import io.praetor.server.template.TemplateException;
import io.praetor.server.template.VariableText;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a binding rule binds somebody to, by name (`acl.md` §6).
///
/// @param type `service`, `node`, `role`, `policy` or `templated-policy`
/// @param text with `${…}` for what is known about somebody
record BindName(String type, String text) {
    /// Stands for what is not known yet; fits wherever a value can stand.
    private static final String PLACEHOLDER = "fake";

    private static final Set<String> TYPES = Set.of(
            AclBindingRule.SERVICE,
            AclBindingRule.NODE,
            AclBindingRule.ROLE,
            AclBindingRule.POLICY,
            AclBindingRule.TEMPLATED_POLICY);

    static BindName of(AclBindingRule rule) {
        return new BindName(rule.bindType(), rule.bindName());
    }

    /// What the templated policy is filled in with that a rule binds to; it can be called what a service can. Null
    /// where
    /// the rule says nothing.
    static @Nullable BindName ofVariable(AclBindingRule rule) {
        return rule.bindVars() == null
                ? null
                : new BindName(AclBindingRule.SERVICE, rule.bindVars().name());
    }

    /// Whether the type is one.
    boolean isOfKnownType() {
        return TYPES.contains(type);
    }

    /// The name for somebody.
    ///
    /// @throws TemplateException when the text refers to what is not known about them
    String compute(Map<String, String> variables) throws TemplateException {
        Map<String, String> lower = new TreeMap<>();
        variables.forEach((name, value) -> lower.put(name, value.toLowerCase(Locale.ROOT)));
        return VariableText.evaluate(text, lower);
    }

    /// Whether such a thing may have this name.
    boolean allows(String name) {
        return switch (type) {
            case AclBindingRule.ROLE -> AclNames.isRole(name);
            case AclBindingRule.POLICY -> AclNames.isPolicy(name);
            case AclBindingRule.TEMPLATED_POLICY -> PolicyTemplates.named(name).isPresent();
            default -> AclNames.isIdentity(name);
        };
    }

    /// Whether the text makes sense for a method that knows these variables.
    ///
    /// @throws TemplateException when it is malformed or refers to others
    boolean makesSense(Map<String, String> known) throws TemplateException {
        Map<String, String> placeholders = new TreeMap<>();
        known.keySet().forEach(name -> placeholders.put(name, PLACEHOLDER));
        return allows(compute(placeholders));
    }
}
