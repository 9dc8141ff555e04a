package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.Acl;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.acl.AclRole;
import io.praetor.model.flags.Flag;
import java.util.List;
import java.util.Optional;

/// `acl role update`: changes what was given and keeps the rest.
public final class RoleUpdate extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());
    private final Flag<String> id = RoleChoice.idFlag(flags());
    private final RoleFlags fields = new RoleFlags(flags());
    private final Flag<Boolean> noMerge =
            flags().bool("no-merge", false, "Keep nothing: what is not given becomes empty.");

    @Override
    protected String usage() {
        return "consul acl role update -id ID [options]";
    }

    @Override
    protected String description() {
        return """
                Changes a role. What is not given stays as it is; policies and identities given are
                added to those it has.

                Another name:

                    $ consul acl role update -id=c01a1f82 -name=shop2

                Only this policy:

                    $ consul acl role update -id=c01a1f82 -no-merge \\
                        -name=shop -policy-name=reader
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        if (id.get().isEmpty()) {
            throw Refusal.of("Cannot update a role without specifying the -id parameter");
        }
        fields.check();
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        Acl acl = client.acl();
        String found = RoleChoice.resolve(acl, id.get(), "");
        AclRole wanted = noMerge.get() ? fields.fresh(found, acl) : fields.merged(present(acl, found), acl);
        try {
            format.print(context, RoleText.single(), acl.roles().update(wanted));
        } catch (ConsulException e) {
            throw Refusal.of("Error updating role \"" + found + "\"", e);
        }
    }

    private AclRole present(Acl acl, String found) throws Refusal {
        try {
            Optional<AclRole> role = acl.roles().read(found, api().query()).value();
            if (role.isPresent()) {
                return role.get();
            }
        } catch (ConsulException e) {
            throw Refusal.of("Error when retrieving current role", e);
        }
        throw Refusal.of("Role not found with ID \"" + found + "\"");
    }
}
