package io.praetor.cli.agent;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `join`: makes the agent join the pool of others.
public final class Join extends Command {
    private final ApiFlags api = api();
    private final Flag<Boolean> wan = flags().bool("wan", false, "Join the pool of the servers of all datacenters.");

    @Override
    protected String usage() {
        return "consul join [options] address ...";
    }

    @Override
    protected String description() {
        return """
                Makes the running agent join the cluster of another agent. One address is
                enough; with several, each is tried, and reaching one of them will do.

                Join through either of two agents:

                    $ consul join 10.0.0.5 10.0.0.6

                Connect this server's datacenter with another one:

                    $ consul join -wan 192.0.2.17:8302
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (arguments.isEmpty()) {
            return failWithHelp(context, "At least one address to join must be specified.");
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        int joined = 0;
        try (client) {
            for (String address : arguments) {
                try {
                    client.agent().join(address, wan.get());
                    joined++;
                } catch (ConsulException e) {
                    context.err().line("Error joining address '" + address + "': " + e.getMessage());
                }
            }
        }
        if (joined == 0) {
            return context.fail("Failed to join any nodes.");
        }
        context.out().line("Successfully joined cluster by contacting " + joined + " nodes.");
        return joined == arguments.size() ? 0 : Context.FAILURE;
    }
}
