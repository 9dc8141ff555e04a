package io.praetor.cli.operator;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.GoDuration;
import io.praetor.model.codec.Json;
import io.praetor.model.flags.Flag;
import io.praetor.model.operator.AutopilotServer;
import io.praetor.model.operator.AutopilotState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// `operator autopilot state`: how autopilot sees the servers.
public final class AutopilotShowState extends Command {
    private final ApiFlags api = api(ApiFlags.Scope.SERVER);
    private final Flag<String> format = flags().text("format", "pretty", "How to print it: pretty or json.");

    @Override
    protected String usage() {
        return "consul operator autopilot state [options]";
    }

    @Override
    protected String description() {
        return """
                Shows how autopilot, which looks after the servers of the cluster, sees them: who leads,
                who votes, who is well, and how many may fail.

                For people:

                    $ consul operator autopilot state

                For programs:

                    $ consul operator autopilot state -format=json
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        boolean json = format.get().equals("json");
        if (!json && !format.get().equals("pretty")) {
            return context.fail("Unknown format: " + format.get());
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            AutopilotState state = client.operator().autopilotState(api.query());
            context.out()
                    .print(
                            json
                                    ? new String(Json.pretty(AutopilotState.CODEC, state), StandardCharsets.UTF_8)
                                    : pretty(state));
            return 0;
        } catch (ConsulException e) {
            return context.fail("Error querying Autopilot state: " + e.getMessage());
        }
    }

    private static String pretty(AutopilotState state) {
        StringBuilder out = new StringBuilder();
        row(out, 0, "Healthy", state.healthy());
        row(out, 0, "Failure Tolerance", state.failureTolerance());
        row(out, 0, "Leader", state.leader());
        out.append("Voters:\n");
        Objects.requireNonNullElse(state.voters(), List.<String>of())
                .forEach(voter -> out.append("   ").append(voter).append('\n'));
        out.append("Servers:\n");
        Objects.requireNonNullElse(state.servers(), Map.<String, AutopilotServer>of())
                .values()
                .forEach(server -> append(out, server));
        return out.toString();
    }

    private static void append(StringBuilder out, AutopilotServer server) {
        out.append("   ").append(server.id()).append('\n');
        row(out, 6, "Name", server.name());
        row(out, 6, "Address", server.address());
        row(out, 6, "Version", server.version());
        row(out, 6, "Status", server.status());
        row(out, 6, "Node Type", server.nodeType());
        row(out, 6, "Node Status", server.nodeStatus());
        row(out, 6, "Healthy", server.healthy());
        row(out, 6, "Last Contact", GoDuration.format(server.lastContact()));
        row(out, 6, "Last Term", server.lastTerm());
        row(out, 6, "Last Index", server.lastIndex());
    }

    private static void row(StringBuilder out, int indent, String label, Object value) {
        int width = 20 - indent;
        out.append(" ".repeat(indent)).append(label).append(':');
        out.append(" ".repeat(Math.max(1, width - label.length())))
                .append(value)
                .append('\n');
    }
}
