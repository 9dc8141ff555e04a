package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.Acl;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.acl.AclToken;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `acl token read`.
public final class TokenRead extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());
    private final TokenId token = new TokenId(flags());
    private final Flag<Boolean> self =
            flags().bool("self", false, "Show the token that this command is sent with; needs no permission.");

    @Override
    protected String usage() {
        return "consul acl token read [options]";
    }

    @Override
    protected String description() {
        return """
                Shows a token.

                By the beginning of its accessor ID:

                    $ consul acl token read -id=986193b5

                The one in use:

                    $ consul acl token read -self
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        if (!self.get()) {
            token.check("Must specify the -id parameter");
        }
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        format.print(context, new TokenText(), self.get() ? own(client.acl()) : named(client.acl()));
    }

    private AclToken own(Acl acl) throws Refusal {
        try {
            return acl.tokens().self(api().query()).value();
        } catch (ConsulException e) {
            throw Refusal.of("Error reading token", e);
        }
    }

    private AclToken named(Acl acl) throws Refusal {
        String id = token.resolve(acl);
        try {
            return acl.tokens().read(id, api().query()).value();
        } catch (ConsulException e) {
            throw Refusal.of("Error reading token \"" + id + "\"", e);
        }
    }
}
