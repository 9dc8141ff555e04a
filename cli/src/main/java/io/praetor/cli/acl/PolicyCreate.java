package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.Acl;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `acl policy create`.
public final class PolicyCreate extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());
    private final PolicyFlags fields = new PolicyFlags(flags());
    private final Flag<String> fromToken = flags().text(
                    "from-token",
                    "",
                    "Accessor ID of an old token, or its beginning: the policy gets the token's rules as they are "
                            + "written now.");
    private final Flag<Boolean> tokenSecret =
            flags().bool("token-secret", false, "-from-token is the token's secret ID.");

    @Override
    protected String usage() {
        return "consul acl policy create -name NAME [options]";
    }

    @Override
    protected String description() {
        return """
                Creates a policy: rules with a name, for tokens and roles to have.

                Rules from the command line, in all datacenters:

                    $ consul acl policy create -name=reader \\
                        -rules='key_prefix "" { policy = "read" }'

                Rules of a file, in one datacenter:

                    $ consul acl policy create -name=web \\
                        -rules=@web.hcl -valid-datacenter=dc1
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        if (fields.name().isEmpty()) {
            throw Refusal.withHelp("Missing require '-name' flag");
        }
        if (!fromToken.get().isEmpty() && fields.hasRules()) {
            throw Refusal.of("Error loading rules: Cannot specify both -rules and -from-token");
        }
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        AclPolicy policy = fields.fresh("", rules(client.acl(), context));
        try {
            format.print(context, new PolicyText(), client.acl().policies().create(policy));
        } catch (ConsulException e) {
            throw Refusal.of("Failed to create new policy", e);
        }
    }

    private String rules(Acl acl, Context context) throws Refusal {
        if (fromToken.get().isEmpty()) {
            return fields.rules(context);
        }
        try {
            return OldRules.ofToken(acl, fromToken.get(), tokenSecret.get());
        } catch (Refusal e) {
            throw Refusal.of("Error loading rules", e);
        }
    }
}
