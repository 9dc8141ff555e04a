package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import java.util.List;

/// `acl auth-method list`.
public final class AuthMethodList extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());

    @Override
    protected String usage() {
        return "consul acl auth-method list [options]";
    }

    @Override
    protected String description() {
        return """
                Lists the auth methods, without their configuration.

                For people:

                    $ consul acl auth-method list

                For programs:

                    $ consul acl auth-method list -format=json
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
                    new AuthMethodEntryText(),
                    client.acl().authMethods().list(api().query()).value());
        } catch (ConsulException e) {
            throw Refusal.of("Failed to retrieve the auth method list", e);
        }
    }
}
