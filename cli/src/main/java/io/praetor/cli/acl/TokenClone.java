package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `acl token clone`.
public final class TokenClone extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());
    private final TokenId token = new TokenId(flags());
    private final Flag<String> description =
            flags().text("description", "", "What the new token is for; that of the other one when it is not given.");

    @Override
    protected String usage() {
        return "consul acl token clone -id ID [options]";
    }

    @Override
    protected String description() {
        return """
                Creates a token that may do what another one may, and prints it with its secret.

                For another server:

                    $ consul acl token clone -id=986193b5 -description="second server"

                For programs:

                    $ consul acl token clone -id=986193b5 -format=json
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        // the original's words
        token.check("Cannot update a token without specifying the -id parameter");
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        String id = token.resolve(client.acl());
        try {
            format.print(context, new TokenText(), client.acl().tokens().copy(id, description.get()));
        } catch (ConsulException e) {
            throw Refusal.of("Error cloning token", e);
        }
    }
}
