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
        return "consul acl bootstrap [options]";
    }

    @Override
    protected String description() {
        return """
                Makes the first token of a cluster, which may do everything, and prints it. This works
                once. Whoever has lost that token puts the number which the error names into the file
                acl-bootstrap-reset in the leader's data directory, and calls this again.

                For people:

                    $ consul acl bootstrap

                For programs:

                    $ consul acl bootstrap -format=json
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        try {
            format.print(context, new TokenText(), client.acl().bootstrap());
        } catch (ConsulException e) {
            throw Refusal.of("Failed ACL bootstrapping", e);
        }
    }
}
