package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.flags.Flag;
import java.util.List;
import java.util.Optional;

/// `acl binding-rule update`: changes what was given and keeps the rest.
public final class BindingRuleUpdate extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());
    private final BindingRuleId rule = new BindingRuleId(flags());
    private final BindingRuleFlags fields = new BindingRuleFlags(flags(), "");
    private final Flag<Boolean> noMerge =
            flags().bool("no-merge", false, "Keep nothing but the auth method: what is not given becomes empty.");

    @Override
    protected String usage() {
        return "consul acl binding-rule update -id ID [options]";
    }

    @Override
    protected String description() {
        return """
                Changes a binding rule. What is not given stays as it is; its auth method cannot be
                changed.

                For others:

                    $ consul acl binding-rule update -id=43cb72df \\
                        -selector='ops in list.groups'

                For everybody:

                    $ consul acl binding-rule update -id=43cb72df -selector=
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        rule.check("Cannot update a binding rule without specifying the -id parameter");
        if (noMerge.get()) {
            fields.requireBinding();
        }
        fields.requireVariables();
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        String id = rule.resolve(client.acl());
        Optional<AclBindingRule> now;
        try {
            now = client.acl().bindingRules().read(id, api().query()).value();
        } catch (ConsulException e) {
            throw Refusal.of("Error when retrieving current binding rule", e);
        }
        if (now.isEmpty()) {
            throw Refusal.of("Binding rule not found with ID \"" + id + "\"");
        }
        AclBindingRule wanted = noMerge.get() ? fields.fresh(id, now.get().authMethod()) : fields.merged(now.get());
        try {
            format.print(
                    context,
                    BindingRuleText.single(),
                    client.acl().bindingRules().update(wanted));
        } catch (ConsulException e) {
            throw Refusal.of("Error updating binding rule \"" + id + "\"", e);
        }
    }
}
