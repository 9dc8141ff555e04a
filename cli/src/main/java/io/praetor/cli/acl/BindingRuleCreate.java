package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `acl binding-rule create`.
public final class BindingRuleCreate extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());
    private final Flag<String> method = flags().text("method", "", "Name of the auth method the rule is for.");
    private final BindingRuleFlags fields = new BindingRuleFlags(flags(), AclBindingRule.SERVICE);

    @Override
    protected String usage() {
        return "consul acl binding-rule create -method NAME -bind-name NAME [options]";
    }

    @Override
    protected String description() {
        return """
                Creates a binding rule: what those may do who log in with an auth method.

                The identity of a service that is called like the pod's service account:

                    $ consul acl binding-rule create -method=pods -bind-type=service \\
                        -bind-name='${serviceaccount.name}'

                A role for a group:

                    $ consul acl binding-rule create -method=ci -bind-type=role \\
                        -bind-name=deploy -selector='deployers in list.groups'
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        if (method.get().isEmpty()) {
            throw Refusal.withHelp("Missing required '-method' flag");
        }
        fields.requireBinding();
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        AclBindingRule wanted = fields.fresh("", method.get());
        try {
            format.print(
                    context,
                    BindingRuleText.single(),
                    client.acl().bindingRules().create(wanted));
        } catch (ConsulException e) {
            throw Refusal.of("Failed to create new binding rule", e);
        }
    }
}
