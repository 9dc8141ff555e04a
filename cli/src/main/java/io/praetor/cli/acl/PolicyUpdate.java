package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.AclPolicies;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `acl policy update`: changes what was given and keeps the rest.
public final class PolicyUpdate extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());
    private final Flag<String> id = PolicyChoice.idFlag(flags());
    private final PolicyFlags fields = new PolicyFlags(flags());
    private final Flag<Boolean> noMerge =
            flags().bool("no-merge", false, "Keep nothing: what is not given becomes empty.");

    @Override
    protected String usage() {
        return "consul acl policy update [options]";
    }

    @Override
    protected String description() {
        return """
                Changes a policy, which is named by its ID or by its name. What is not given stays as
                it is.

                Other rules:

                    $ consul acl policy update -name=web -rules=@web.hcl

                Another name:

                    $ consul acl policy update -id=0479e93e -name=frontend
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        PolicyChoice.check(id.get(), fields.name());
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        AclPolicies policies = client.acl().policies();
        String found = PolicyChoice.resolve(client.acl(), id.get(), fields.name());
        String rules = fields.rules(context);
        AclPolicy wanted;
        try {
            wanted = noMerge.get()
                    ? fields.fresh(found, rules)
                    : fields.merged(policies.read(found, api().query()).value(), rules);
        } catch (ConsulException e) {
            throw Refusal.of("Error when retrieving current policy", e);
        }
        try {
            format.print(context, new PolicyText(), policies.update(wanted));
        } catch (ConsulException e) {
            throw Refusal.of("Error updating policy \"" + found + "\"", e);
        }
    }
}
