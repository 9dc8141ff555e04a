package io.praetor.cli.acl;

import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclTemplateVariables;
import io.praetor.model.codec.Codec;

/// Prints a binding rule.
final class BindingRuleText implements ObjectText<AclBindingRule> {
    private static final int COLUMN = 14;

    private final boolean listed;

    private BindingRuleText(boolean listed) {
        this.listed = listed;
    }

    /// A rule by itself.
    static BindingRuleText single() {
        return new BindingRuleText(false);
    }

    /// A rule of a list, its lines below its ID.
    static BindingRuleText listed() {
        return new BindingRuleText(true);
    }

    @Override
    public Codec<AclBindingRule> json() {
        return AclBindingRule.CODEC;
    }

    @Override
    public String pretty(AclBindingRule rule, boolean meta) {
        Rows rows = new Rows(listed ? "   " : "", COLUMN);
        if (listed) {
            rows.text(rule.id() + ":\n");
        } else {
            rows.row("ID", rule.id());
        }
        rows.row("AuthMethod", rule.authMethod())
                .row("Description", rule.description())
                .row("BindType", rule.bindType())
                .row("BindName", rule.bindName());
        AclTemplateVariables variables = rule.bindVars();
        if (variables != null) {
            rows.row("BindVars", "Name: " + variables.name());
        }
        rows.row("Selector", rule.selector());
        if (meta) {
            rows.indexes(rule.createIndex(), rule.modifyIndex());
        }
        return rows.toString();
    }
}
