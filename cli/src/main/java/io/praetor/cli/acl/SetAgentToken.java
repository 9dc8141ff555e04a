package io.praetor.cli.acl;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import java.util.List;

/// `acl set-agent-token`: gives the agent a token to use itself.
public final class SetAgentToken extends AclCommand {
    /// A run of the command.
    public SetAgentToken() {
        super(ApiFlags.Scope.SERVER);
    }

    @Override
    protected String usage() {
        return "consul acl set-agent-token [options] TYPE TOKEN";
    }

    @Override
    protected String description() {
        return """
                Gives the agent a token to use itself. It forgets it when it ends, unless it is
                configured to keep it (acl.enable_token_persistence). TYPE says what for:

                    default      requests that come without a token
                    dns          DNS lookups; without one they use the default token
                    agent        what the agent does itself, such as registering its node
                    config_file_service_registration
                                 registering services of configuration files that have no
                                 token of their own
                    recovery     to be accepted by this agent even when no server can be asked
                                 (once called master)
                    replication  fetching policies and tokens from the primary datacenter

                Let the agent register its node:

                    $ consul acl set-agent-token agent \\
                        2d7b8e1d-2a1e-4b0b-9d0e-5f2c2d7a5c3b

                Take its token away again:

                    $ consul acl set-agent-token agent ""
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        switch (arguments.size()) {
            case 0 -> throw Refusal.of("Error! Missing TYPE and TOKEN arguments");
            case 1 -> throw Refusal.of("Error! Missing TOKEN argument");
            case 2 -> apiName(arguments.getFirst());
            default -> throw Refusal.of("Error! Too many arguments (expected 2, got " + arguments.size() + ")");
        }
    }

    private static String apiName(String type) throws Refusal {
        return switch (type) {
            case "default", "dns", "agent", "config_file_service_registration", "replication" -> type;
            case "master", "recovery" -> "agent_master";
            default -> throw Refusal.of("Unknown token type");
        };
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        String type = arguments.getFirst();
        try {
            client.agent().setToken(apiName(type), arguments.get(1));
        } catch (ConsulException e) {
            throw Refusal.of("Failed to set ACL token \"" + type + "\"", e);
        }
        context.out().line("ACL token \"" + type + "\" set successfully");
    }
}
