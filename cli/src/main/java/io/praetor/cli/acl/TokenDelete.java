package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import java.util.List;

/// `acl token delete`.
public final class TokenDelete extends AclCommand {
    private final TokenId token = new TokenId(flags());

    @Override
    protected String usage() {
        return "consul acl token delete -id ID [options]";
    }

    @Override
    protected String description() {
        return """
                Deletes a token: whoever uses it may do nothing more with it.

                By the beginning of its accessor ID:

                    $ consul acl token delete -id=986193b5

                Those there are:

                    $ consul acl token list
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        token.check("Must specify the -id parameter");
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        String id = token.resolve(client.acl());
        try {
            client.acl().tokens().delete(id);
        } catch (ConsulException e) {
            throw Refusal.of("Error deleting token \"" + id + "\"", e);
        }
        context.out().line("Token \"" + id + "\" deleted successfully");
    }
}
