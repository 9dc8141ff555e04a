package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.acl.AclRole;
import java.util.List;

/// `acl role create`.
public final class RoleCreate extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());
    private final RoleFlags fields = new RoleFlags(flags());

    @Override
    protected String usage() {
        return "consul acl role create -name NAME [options]";
    }

    @Override
    protected String description() {
        return """
                Creates a role: policies and identities under one name, for tokens to have.

                From two policies:

                    $ consul acl role create -name=operators \\
                        -policy-name=reader -policy-name=raft

                For services that always go together:

                    $ consul acl role create -name=shop -service-identity=web \\
                        -service-identity=cart:dc1
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        if (!fields.hasName()) {
            throw Refusal.withHelp("Missing require '-name' flag");
        }
        if (fields.grantsNothing()) {
            throw Refusal.of("Cannot create a role without specifying -policy-name, -policy-id, -service-identity, "
                    + "or -node-identity at least once");
        }
        fields.check();
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        AclRole wanted = fields.fresh("", client.acl());
        try {
            format.print(context, RoleText.single(), client.acl().roles().create(wanted));
        } catch (ConsulException e) {
            throw Refusal.of("Failed to create new role", e);
        }
    }
}
