package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.cli.base.NumberFlags;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.GoTime;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclToken;
import io.praetor.model.flags.Flag;
import java.time.Duration;
import java.util.List;

/// `acl token create`.
public final class TokenCreate extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());
    private final Flag<String> accessor =
            flags().text("accessor", "", "Accessor ID of the token, a UUID; made up when it is not given.");
    private final Flag<String> secret =
            flags().text("secret", "", "Secret ID of the token, a UUID; made up when it is not given.");
    private final Flag<String> description = flags().text("description", "", "What the token is for.");
    private final Flag<Boolean> local =
            flags().bool("local", false, "The token counts in this datacenter only, and is not replicated.");
    private final Flag<Duration> lifetime = NumberFlags.duration(
            flags(), "expires-ttl", "How long the token shall count, such as \"1h\"; for ever when it is not given.");
    private final GrantFlags grants = GrantFlags.ofToken(flags());

    @Override
    protected String usage() {
        return "consul acl token create [options]";
    }

    @Override
    protected String description() {
        return """
                Creates a token, which may do what the policies, roles and identities given to it allow,
                and prints it with its secret.

                For a program that needs two policies:

                    $ consul acl token create -description="report" \\
                        -policy-name=reader -policy-name=web

                For a service in one datacenter:

                    $ consul acl token create -service-identity=web:dc1

                For the agent of a node:

                    $ consul acl token create -node-identity=node1:dc1
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        if (grants.isEmpty()) {
            throw Refusal.of("Cannot create a token without specifying -policy-name, -policy-id, -role-name, "
                    + "-role-id, -service-identity, or -node-identity at least once");
        }
        grants.check();
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        AclToken wanted = new AclToken(
                accessor.get(),
                secret.get(),
                description.get(),
                grants.addTo(AclGrants.NONE, client.acl()),
                "",
                "",
                local.get(),
                "",
                null,
                lifetime.get().toNanos(),
                GoTime.ZERO,
                null,
                0,
                0);
        try {
            format.print(context, new TokenText(), client.acl().tokens().create(wanted));
        } catch (ConsulException e) {
            throw Refusal.of("Failed to create new token", e);
        }
    }
}
