package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `acl binding-rule list`.
public final class BindingRuleList extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());
    private final Flag<String> method = flags().text("method", "", "Only the rules of this auth method.");

    @Override
    protected String usage() {
        return "consul acl binding-rule list [options]";
    }

    @Override
    protected String description() {
        return """
                Lists the binding rules.

                Those of one auth method:

                    $ consul acl binding-rule list -method=pods

                For programs:

                    $ consul acl binding-rule list -format=json
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        try {
            format.printAll(
                    context,
                    BindingRuleText.listed(),
                    client.acl()
                            .bindingRules()
                            .list(method.get(), api().query())
                            .value());
        } catch (ConsulException e) {
            throw Refusal.of("Failed to retrieve the binding rule list", e);
        }
    }
}
