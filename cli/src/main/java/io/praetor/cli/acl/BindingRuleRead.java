package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.acl.AclBindingRule;
import java.util.List;
import java.util.Optional;

/// `acl binding-rule read`.
public final class BindingRuleRead extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());
    private final BindingRuleId rule = new BindingRuleId(flags());

    @Override
    protected String usage() {
        return "consul acl binding-rule read -id ID [options]";
    }

    @Override
    protected String description() {
        return """
                Shows a binding rule.

                For people:

                    $ consul acl binding-rule read -id=43cb72df

                For programs:

                    $ consul acl binding-rule read -id=43cb72df -format=json
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        // with the original's full stop, which the other commands do not have
        rule.check("Must specify the -id parameter.");
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        String id = rule.resolve(client.acl());
        Optional<AclBindingRule> found;
        try {
            found = client.acl().bindingRules().read(id, api().query()).value();
        } catch (ConsulException e) {
            throw Refusal.of("Error reading binding rule \"" + id + "\"", e);
        }
        if (found.isEmpty()) {
            throw Refusal.of("Binding rule not found with ID \"" + id + "\"");
        }
        format.print(context, BindingRuleText.single(), found.get());
    }
}
