package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import java.util.List;

/// `acl policy read`.
public final class PolicyRead extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());
    private final PolicyChoice policy = new PolicyChoice(flags());

    @Override
    protected String usage() {
        return "consul acl policy read [options]";
    }

    @Override
    protected String description() {
        return """
                Shows a policy with its rules.

                By its name:

                    $ consul acl policy read -name=web

                By the beginning of its ID:

                    $ consul acl policy read -id=0479e93e
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        policy.check();
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        String id = policy.resolve(client.acl());
        try {
            format.print(
                    context,
                    new PolicyText(),
                    client.acl().policies().read(id, api().query()).value());
        } catch (ConsulException e) {
            throw Refusal.of("Error reading policy \"" + id + "\"", e);
        }
    }
}
