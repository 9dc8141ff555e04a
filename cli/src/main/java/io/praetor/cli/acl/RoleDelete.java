package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import java.util.List;

/// `acl role delete`.
public final class RoleDelete extends AclCommand {
    private final RoleChoice role = new RoleChoice(flags());

    @Override
    protected String usage() {
        return "consul acl role delete [options]";
    }

    @Override
    protected String description() {
        return """
                Deletes a role. Tokens that had it go on without it.

                By its name:

                    $ consul acl role delete -name=shop

                By the beginning of its ID:

                    $ consul acl role delete -id=c01a1f82
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        if (role.isEmpty()) {
            throw Refusal.of("Must specify the -id or -name parameters");
        }
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        String id = role.resolve(client.acl());
        try {
            client.acl().roles().delete(id);
        } catch (ConsulException e) {
            throw Refusal.of("Error deleting role \"" + id + "\"", e);
        }
        context.out().line("Role \"" + id + "\" deleted successfully");
    }
}
