package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import java.util.List;

/// `acl policy list`.
public final class PolicyList extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());

    @Override
    protected String usage() {
        return "consul acl policy list [options]";
    }

    @Override
    protected String description() {
        return """
                Lists the policies, without their rules.

                For people:

                    $ consul acl policy list

                For programs:

                    $ consul acl policy list -format=json
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
                    new PolicyEntryText(),
                    client.acl().policies().list(api().query()).value());
        } catch (ConsulException e) {
            throw Refusal.of("Failed to retrieve the policy list", e);
        }
    }
}
