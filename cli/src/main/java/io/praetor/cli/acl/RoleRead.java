package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.Acl;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.acl.AclRole;
import java.util.List;
import java.util.Optional;

/// `acl role read`.
public final class RoleRead extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());
    private final RoleChoice role = new RoleChoice(flags());

    @Override
    protected String usage() {
        return "consul acl role read [options]";
    }

    @Override
    protected String description() {
        return """
                Shows a role.

                By its name:

                    $ consul acl role read -name=shop

                By the beginning of its ID:

                    $ consul acl role read -id=c01a1f82
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        if (role.isEmpty()) {
            throw Refusal.of("Must specify either the -id or -name parameters");
        }
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        Acl acl = client.acl();
        boolean byName = role.id().isEmpty();
        String wanted = byName ? role.name() : role.resolve(acl);
        Optional<AclRole> found;
        try {
            found = byName
                    ? acl.roles().readByName(wanted, api().query()).value()
                    : acl.roles().read(wanted, api().query()).value();
        } catch (ConsulException e) {
            throw Refusal.of("Error reading role \"" + wanted + "\"", e);
        }
        if (found.isEmpty()) {
            throw Refusal.of("Role not found with " + (byName ? "name" : "ID") + " \"" + wanted + "\"");
        }
        format.print(context, RoleText.single(), found.get());
    }
}
