package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `acl auth-method delete`.
public final class AuthMethodDelete extends AclCommand {
    private final Flag<String> name = flags().text("name", "", "Name of the auth method.");

    @Override
    protected String usage() {
        return "consul acl auth-method delete -name NAME [options]";
    }

    @Override
    protected String description() {
        return """
                Deletes an auth method, its binding rules, and all tokens that people and programs got
                by logging in with it.

                By its name:

                    $ consul acl auth-method delete -name=ci

                Those there are:

                    $ consul acl auth-method list
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        if (name.get().isEmpty()) {
            throw Refusal.of("Must specify the -name parameter");
        }
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        try {
            client.acl().authMethods().delete(name.get());
        } catch (ConsulException e) {
            throw Refusal.of("Error deleting auth method \"" + name.get() + "\"", e);
        }
        context.out().line("Auth method \"" + name.get() + "\" deleted successfully");
    }
}
