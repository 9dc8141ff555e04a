package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import java.util.List;

/// `acl binding-rule delete`.
public final class BindingRuleDelete extends AclCommand {
    private final BindingRuleId rule = new BindingRuleId(flags());

    @Override
    protected String usage() {
        return "consul acl binding-rule delete -id ID [options]";
    }

    @Override
    protected String description() {
        return """
                Deletes a binding rule. Whoever has logged in keeps the token.

                By the beginning of its ID:

                    $ consul acl binding-rule delete -id=43cb72df

                Those there are:

                    $ consul acl binding-rule list
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        rule.check("Must specify the -id parameter");
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        String id = rule.resolve(client.acl());
        try {
            client.acl().bindingRules().delete(id);
        } catch (ConsulException e) {
            throw Refusal.of("Error deleting binding rule \"" + id + "\"", e);
        }
        context.out().line("Binding rule \"" + id + "\" deleted successfully");
    }
}
