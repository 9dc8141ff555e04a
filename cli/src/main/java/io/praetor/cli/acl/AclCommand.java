package io.praetor.cli.acl;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import java.util.List;

/// What commands about access control have in common: they check what they were given, ask the agent, and end either
/// with a result or with one line of error.
abstract class AclCommand extends Command {
    private final ApiFlags api;

    /// A command within a namespace.
    AclCommand() {
        this(ApiFlags.Scope.SERVER, ApiFlags.Scope.NAMESPACE);
    }

    AclCommand(ApiFlags.Scope... scopes) {
        api = api(scopes);
    }

    /// The flags that say which agent to ask, and how.
    final ApiFlags api() {
        return api;
    }

    /// Refuses what needs no agent to be seen as wrong.
    ///
    /// @param arguments what follows the flags
    abstract void check(List<String> arguments) throws Refusal;

    /// Does the work and prints the result.
    ///
    /// @param arguments what follows the flags
    abstract void work(List<String> arguments, ConsulClient client, Context context) throws Refusal;

    @Override
    protected final int execute(List<String> arguments, Context context) {
        try {
            check(arguments);
            ConsulClient client = api.connect(context);
            if (client == null) {
                return Context.FAILURE;
            }
            try (client) {
                work(arguments, client, context);
            }
            return 0;
        } catch (Refusal e) {
            context.err().line(e.line());
            if (e.isWithHelp()) {
                context.err().print(help());
            }
            return Context.FAILURE;
        }
    }
}
