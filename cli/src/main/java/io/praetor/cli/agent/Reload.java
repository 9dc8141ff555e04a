package io.praetor.cli.agent;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import java.util.List;

/// `reload`: makes the agent read its configuration files again.
public final class Reload extends Command {
    private final ApiFlags api = api();

    @Override
    protected String usage() {
        return "consul reload [options]";
    }

    @Override
    protected String description() {
        return """
                Makes the agent read its configuration files again and take over what can change
                while it runs: services, checks, watches, log level, tokens and a few more. If a
                file has a mistake, it goes on as before.

                The agent on this machine:

                    $ consul reload

                After a look at the files:

                    $ consul validate /etc/consul.d && consul reload
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            client.agent().reload();
        } catch (ConsulException e) {
            return context.fail("Error reloading: " + e.getMessage());
        }
        context.out().line("Configuration reload triggered");
        return 0;
    }
}
