package io.praetor.cli.agent;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.EventFilters;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.ByteText;
import io.praetor.model.Bytes;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `event`: fires an event to all agents, or those that match.
public final class EventCommand extends Command {
    private final ApiFlags api = api();
    private final Flag<String> name = flags().text("name", "", "Name of the event.");
    private final EventFilters filters = new EventFilters(flags());

    @Override
    protected String usage() {
        return "consul event [options] [PAYLOAD]";
    }

    @Override
    protected String description() {
        return """
                Fires an event: a name and perhaps a few hundred bytes, which all agents of the
                datacenter hear, or those that the filters match. What hears it is a watch of
                type "event".

                Tell all agents:

                    $ consul event -name=deploy 1.7.2

                Tell those whose node has a web server of version 1:

                    $ consul event -name=deploy -service=web -tag=v1 1.7.2
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (name.get().isEmpty()) {
            return failWithHelp(context, "Event name must be specified");
        }
        String fault = filters.fault();
        if (fault != null) {
            return context.fail(fault);
        }
        if (arguments.size() > 1) {
            return failWithHelp(context, "Too many command line arguments.");
        }
        Bytes payload = arguments.isEmpty() ? Bytes.EMPTY : Bytes.of(ByteText.encode(arguments.getFirst()));
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            try {
                client.agent().nodeName();
            } catch (ConsulException e) {
                return context.fail("Error querying Consul agent: " + e.getMessage());
            }
            String id = client.events().fire(name.get(), payload, filters.get()).id();
            context.out().line("Event ID: " + id);
            return 0;
        } catch (ConsulException e) {
            return context.fail("Error firing event: " + e.getMessage());
        }
    }
}
