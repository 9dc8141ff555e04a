package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import java.util.List;

/// `acl policy delete`.
public final class PolicyDelete extends AclCommand {
    private final PolicyChoice policy = new PolicyChoice(flags());

    @Override
    protected String usage() {
        return "consul acl policy delete [options]";
    }

    @Override
    protected String description() {
        return """
                Deletes a policy. Tokens and roles that had it go on without it.

                By its name:

                    $ consul acl policy delete -name=web

                By the beginning of its ID:

                    $ consul acl policy delete -id=0479e93e
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        policy.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        String id = policy.resolve(client.acl());
        try {
            client.acl().policies().delete(id);
        } catch (ConsulException e) {
            throw Refusal.of("Error deleting policy \"" + id + "\"", e);
        }
        context.out().line("Policy \"" + id + "\" deleted successfully");
    }
}
