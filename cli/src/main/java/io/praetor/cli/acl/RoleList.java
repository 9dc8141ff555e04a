package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import java.util.List;

/// `acl role list`.
public final class RoleList extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());

    @Override
    protected String usage() {
        return "consul acl role list [options]";
    }

    @Override
    protected String description() {
        return """
                Lists the roles.

                For people:

                    $ consul acl role list

                For programs:

                    $ consul acl role list -format=json
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
                    RoleText.listed(),
                    client.acl().roles().list(api().query()).value());
        } catch (ConsulException e) {
            throw Refusal.of("Failed to retrieve the role list", e);
        }
    }
}
