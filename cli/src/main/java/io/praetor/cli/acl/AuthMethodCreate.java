package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `acl auth-method create`.
public final class AuthMethodCreate extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());
    private final Flag<String> type = flags().text("type", "", "Type of the auth method: jwt or kubernetes.");
    private final AuthMethodFlags fields = new AuthMethodFlags(flags());

    @Override
    protected String usage() {
        return "consul acl auth-method create -name NAME -type TYPE [options]";
    }

    @Override
    protected String description() {
        return """
                Creates an auth method: who else is believed about who somebody is. What those may do
                who log in with it, binding rules say.

                For tokens that are signed (JWT):

                    $ consul acl auth-method create -type=jwt -name=ci -config=@ci.json

                For pods of Kubernetes:

                    $ consul acl auth-method create -type=kubernetes -name=pods \\
                        -kubernetes-host=https://10.0.0.1:8443 -kubernetes-ca-cert=@ca.pem \\
                        -kubernetes-service-account-jwt=eyJhbGci...
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        if (type.get().isEmpty()) {
            throw Refusal.withHelp("Missing required '-type' flag");
        }
        if (fields.name().isEmpty()) {
            throw Refusal.withHelp("Missing required '-name' flag");
        }
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        AclAuthMethod wanted = fields.fresh(type.get(), context);
        try {
            format.print(
                    context, new AuthMethodText(), client.acl().authMethods().create(wanted));
        } catch (ConsulException e) {
            throw Refusal.of("Failed to create new auth method", e);
        }
    }
}
