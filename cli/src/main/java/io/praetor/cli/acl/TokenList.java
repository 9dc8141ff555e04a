package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import java.util.List;

/// `acl token list`.
public final class TokenList extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());

    @Override
    protected String usage() {
        return "consul acl token list [options]";
    }

    @Override
    protected String description() {
        return """
                Lists the tokens, without their secrets.

                For people:

                    $ consul acl token list

                For programs:

                    $ consul acl token list -format=json
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
                    new TokenEntryText(),
                    client.acl().tokens().list(api().query()).value());
        } catch (ConsulException e) {
            throw Refusal.of("Failed to retrieve the token list", e);
        }
    }
}
