package io.praetor.cli.agent;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.flags.Flag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `maint`: puts the node or a service into maintenance, ends that, or lists what is in it.
public final class Maint extends Command {
    private static final String NODE_CHECK = "_node_maintenance";
    private static final String SERVICE_CHECK = "_service_maintenance:";

    private final ApiFlags api = api();
    private final Flag<Boolean> enable = flags().bool("enable", false, "Begin maintenance.");
    private final Flag<Boolean> disable = flags().bool("disable", false, "End maintenance.");
    private final Flag<String> reason = flags().text("reason", "", "Why, for people who look at the checks.");
    private final Flag<String> service =
            flags().text("service", "", "ID of the service instance it is about. The default is the whole node.");

    @Override
    protected String usage() {
        return "consul maint [options]";
    }

    @Override
    protected String description() {
        return """
                Puts this node, or one service instance on it, into maintenance: a check turns
                critical, and nobody is sent there. Without flags it lists what is in
                maintenance.

                Before the machine is repaired:

                    $ consul maint -enable -reason "new disk"

                And a single service:

                    $ consul maint -enable -service=web-1

                Back again:

                    $ consul maint -disable
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (enable.get() && disable.get()) {
            return context.fail("Only one of -enable or -disable may be provided");
        }
        if (!enable.get() && !reason.get().isEmpty()) {
            return context.fail("Reason may only be provided with -enable");
        }
        if (!enable.get() && !disable.get() && !service.get().isEmpty()) {
            return context.fail("Service requires either -enable or -disable");
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            String node;
            try {
                node = client.agent().nodeName();
            } catch (ConsulException e) {
                return context.fail("Error querying Consul agent: " + e.getMessage());
            }
            if (enable.get() || disable.get()) {
                return service.get().isEmpty() ? changeNode(client, context) : changeService(client, context);
            }
            return list(client, node, context);
        }
    }

    private int changeNode(ConsulClient client, Context context) {
        try {
            client.agent().maintenance(enable.get(), reason.get());
        } catch (ConsulException e) {
            return context.fail(
                    "Error " + (enable.get() ? "enabling" : "disabling") + " node maintenance: " + e.getMessage());
        }
        context.out().line("Node maintenance is now " + (enable.get() ? "enabled" : "disabled"));
        return 0;
    }

    private int changeService(ConsulClient client, Context context) {
        try {
            client.agentServices().maintenance(service.get(), enable.get(), reason.get());
        } catch (ConsulException e) {
            return context.fail(
                    "Error " + (enable.get() ? "enabling" : "disabling") + " service maintenance: " + e.getMessage());
        }
        context.out()
                .line("Service maintenance is now " + (enable.get() ? "enabled" : "disabled") + " for \""
                        + service.get() + "\"");
        return 0;
    }

    private static int list(ConsulClient client, String node, Context context) {
        Map<String, HealthCheck> checks;
        try {
            checks = new TreeMap<>(client.agentServices().checks(""));
        } catch (ConsulException e) {
            return context.fail("Error getting checks: " + e.getMessage());
        }
        StringBuilder out = new StringBuilder();
        checks.forEach((id, check) -> {
            if (id.equals(NODE_CHECK)) {
                out.append("Node:\n  Name:   ").append(node);
            } else if (id.startsWith(SERVICE_CHECK)) {
                out.append("Service:\n  ID:     ").append(check.serviceId());
            } else {
                return;
            }
            out.append("\n  Reason: ").append(check.notes()).append("\n\n");
        });
        context.out().print(out.toString());
        return 0;
    }
}
