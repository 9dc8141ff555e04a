package io.praetor.cli.acl;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import java.util.List;

/// `acl bootstrap`: makes the first token.
public final class Bootstrap extends AclCommand {
    private final OutputFormat format = OutputFormat.withoutMeta(flags());

    /// A run of the command.
    public Bootstrap() {
        super(ApiFlags.Scope.SERVER);
    }

    @Override
    protected String usage() {
        return "consul acl bootstrap [options] [SECRET]";
    }

    @Override
    protected String description() {
        return """
                Makes the first token of a cluster, which may do everything, and prints it. This works
                once. Whoever has lost that token puts the number which the error names into the file
                acl-bootstrap-reset in the leader's data directory, and calls this again.

                SECRET is a file with the secret that the token shall have, a UUID, or "-" for standard
                input; without it a secret is made up.

                For people:

                    $ consul acl bootstrap

                With a secret that was made before:

                    $ uuidgen | consul acl bootstrap -

                For programs:

                    $ consul acl bootstrap -format=json
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        if (arguments.size() > 1) {
            throw Refusal.of("Error! Too many arguments (expected at most 1, got " + arguments.size() + ")");
        }
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        String secret = arguments.isEmpty() ? "" : secret(arguments.getFirst(), context);
        try {
            format.print(
                    context,
                    new TokenText(),
                    secret.isEmpty() ? client.acl().bootstrap() : client.acl().bootstrap(secret));
        } catch (ConsulException e) {
            throw Refusal.of("Failed ACL bootstrapping", e);
        }
    }

    private static String secret(String given, Context context) throws Refusal {
        String source = given.equals("-") ? given : "@" + given;
        String secret =
                GivenData.load(source, "Error reading the secret: ", context).strip();
        if (secret.isEmpty()) {
            throw Refusal.of("Error reading the secret: there is none");
        }
        return secret;
    }
}
