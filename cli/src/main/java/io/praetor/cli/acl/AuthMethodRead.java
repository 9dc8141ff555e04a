package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.flags.Flag;
import java.util.List;
import java.util.Optional;

/// `acl auth-method read`.
public final class AuthMethodRead extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());
    private final Flag<String> name = flags().text("name", "", "Name of the auth method.");

    @Override
    protected String usage() {
        return "consul acl auth-method read -name NAME [options]";
    }

    @Override
    protected String description() {
        return """
                Shows an auth method with its configuration.

                For people:

                    $ consul acl auth-method read -name=ci

                For programs:

                    $ consul acl auth-method read -name=ci -format=json
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        if (name.get().isEmpty()) {
            throw Refusal.of("Must specify the -name parameter");
        }
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        Optional<AclAuthMethod> found;
        try {
            found = client.acl().authMethods().read(name.get(), api().query()).value();
        } catch (ConsulException e) {
            throw Refusal.of("Error reading auth method \"" + name.get() + "\"", e);
        }
        if (found.isEmpty()) {
            throw Refusal.of("Auth method not found with name \"" + name.get() + "\"");
        }
        format.print(context, new AuthMethodText(), found.get());
    }
}
