package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.flags.Flag;
import java.util.List;
import java.util.Optional;

/// `acl auth-method update`: changes what was given and keeps the rest.
public final class AuthMethodUpdate extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());
    private final AuthMethodFlags fields = new AuthMethodFlags(flags());
    private final Flag<Boolean> noMerge =
            flags().bool("no-merge", false, "Keep nothing but the type: what is not given becomes empty.");

    @Override
    protected String usage() {
        return "consul acl auth-method update -name NAME [options]";
    }

    @Override
    protected String description() {
        return """
                Changes an auth method. What is not given stays as it is; its type cannot be changed.

                Shorter lives for tokens from it:

                    $ consul acl auth-method update -name=ci -max-token-ttl=30m

                Another configuration:

                    $ consul acl auth-method update -name=ci -config=@ci.json
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        if (fields.name().isEmpty()) {
            throw Refusal.of("Cannot update an auth method without specifying the -name parameter");
        }
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        String name = fields.name();
        Optional<AclAuthMethod> now;
        try {
            now = client.acl().authMethods().read(name, api().query()).value();
        } catch (ConsulException e) {
            throw Refusal.of("Error when retrieving current auth method", e);
        }
        if (now.isEmpty()) {
            throw Refusal.of("Auth method not found with name \"" + name + "\"");
        }
        AclAuthMethod wanted =
                noMerge.get() ? fields.fresh(now.get().type(), context) : fields.merged(now.get(), context);
        try {
            format.print(
                    context, new AuthMethodText(), client.acl().authMethods().update(wanted));
        } catch (ConsulException e) {
            throw Refusal.of("Error updating auth method \"" + name + "\"", e);
        }
    }
}
