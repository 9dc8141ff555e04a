package io.praetor.server.endpoint;

import io.praetor.model.acl.AclBindingRule;
import io.praetor.server.template.TemplateException;
import io.praetor.server.template.VariableText;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What a binding rule binds somebody to, by name (`acl.md` §6).
///
/// @param type `service`, `node` or `role`
/// @param text with `${…}` for what is known about somebody
record BindName(String type, String text) {
    /// Stands for what is not known yet; fits wherever a value can stand.
    private static final String PLACEHOLDER = "fake";

    static BindName of(AclBindingRule rule) {
        return new BindName(rule.bindType(), rule.bindName());
    }

    /// Whether the type is one.
    boolean isOfKnownType() {
        return type.equals(AclBindingRule.SERVICE)
                || type.equals(AclBindingRule.NODE)
                || type.equals(AclBindingRule.ROLE);
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
        return type.equals(AclBindingRule.ROLE) ? AclNames.isRole(name) : AclNames.isIdentity(name);
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
