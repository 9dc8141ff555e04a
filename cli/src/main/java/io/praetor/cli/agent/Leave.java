package io.praetor.cli.agent;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import java.util.List;

/// `leave`: makes the agent leave its cluster and end.
public final class Leave extends Command {
    private final ApiFlags api = api();

    @Override
    protected String usage() {
        return "consul leave [options]";
    }

    @Override
    protected String description() {
        return """
                Makes the agent leave the cluster in good order and end. Other members see it as
                left, not as failed; a server gives up its vote first.

                The agent on this machine:

                    $ consul leave

                Another agent:

                    $ consul leave -http-addr=10.0.0.7:8500
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (!arguments.isEmpty()) {
            return context.fail("Error found unexpected args: [" + String.join(" ", arguments) + "]");
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            client.agent().leave();
            context.out().line("Graceful leave complete");
            return 0;
        } catch (ConsulException e) {
            return context.fail("Error leaving: " + e.getMessage());
        }
    }
}
