package io.praetor.cli.acl;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Context;
import io.praetor.client.Acl;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `acl why`: which rule of which policy decides. Newer than the original.
public final class Why extends AclCommand {
    private final OutputFormat format = OutputFormat.withoutMeta(flags());
    private final Flag<String> id = flags().text(
                    "id", "", "Accessor ID of the token, or its beginning; without it, the token in use is meant.");

    /// A run of the command.
    public Why() {
        super(ApiFlags.Scope.SERVER);
    }

    @Override
    protected String usage() {
        return "consul acl why [options] PERMISSION";
    }

    @Override
    protected String description() {
        return """
                Tells whether a token may do something, and which rule of which policy decides that.
                PERMISSION is RESOURCE:ACCESS:NAME. The resource is one of acl, agent, event, intention,
                key, keyring, node, operator, query, service and session; acl, keyring and operator have
                no name. The access is read or write, for keys also list and write-prefix.

                May the token in use write this key?

                    $ consul acl why key:write:foo/bar

                May another one see the servers?

                    $ consul acl why -id=986193b5 operator:read
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        if (arguments.size() != 1) {
            throw Refusal.withHelp("Must specify one permission, such as key:write:foo/bar");
        }
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        try {
            format.print(context, new WhyText(), client.acl().why(accessor(client.acl()), arguments.getFirst()));
        } catch (ConsulException e) {
            throw Refusal.of("Error explaining access", e);
        }
    }

    private String accessor(Acl acl) throws Refusal {
        try {
            return id.get().isEmpty() ? "" : PartialIds.token(acl, id.get());
        } catch (Refusal | ConsulException e) {
            throw Refusal.of("Error determining token ID", e);
        }
    }
}
