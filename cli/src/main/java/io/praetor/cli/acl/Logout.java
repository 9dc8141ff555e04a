package io.praetor.cli.acl;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import java.util.List;

/// `logout`: ends the token that a login has made.
public final class Logout extends AclCommand {
    /// A run of the command.
    public Logout() {
        super(ApiFlags.Scope.SERVER);
    }

    @Override
    protected String usage() {
        return "consul logout [options]";
    }

    @Override
    protected String description() {
        return """
                Ends the token that this command is sent with, which "consul login" has made.

                With the file of the login:

                    $ consul logout -token-file=consul.token

                With the secret itself:

                    $ consul logout -token=2d7b8e1d-2a1e-4b0b-9d0e-5f2c2d7a5c3b
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        if (!arguments.isEmpty()) {
            throw Refusal.of("Should have no non-flag arguments.");
        }
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        try {
            client.acl().logout();
        } catch (ConsulException e) {
            throw Refusal.of("Error destroying token", e);
        }
    }
}
