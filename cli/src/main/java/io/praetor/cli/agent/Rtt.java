package io.praetor.cli.agent;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.client.Query;
import io.praetor.model.coordinate.Coordinate;
import io.praetor.model.coordinate.DatacenterMap;
import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.model.flags.Flag;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `rtt`: estimates how long a packet takes between two nodes and back.
public final class Rtt extends Command {
    private static final double MILLIS = 1000;

    private final ApiFlags api = api();
    private final Flag<Boolean> wan =
            flags().bool("wan", false, "Use the servers' coordinates across datacenters; names are node.datacenter.");

    @Override
    protected String usage() {
        return "consul rtt [options] node1 [node2]";
    }

    @Override
    protected String description() {
        return """
                Estimates the round trip time between two nodes from their network coordinates,
                without sending anything. The second node is the agent's own if none is named.

                From here to a node:

                    $ consul rtt web-1

                Between servers of two datacenters:

                    $ consul rtt -wan srv-1.dc1 srv-1.dc2
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (arguments.isEmpty() || arguments.size() > 2) {
            return failWithHelp(context, "One or two node names must be specified");
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            return wan.get() ? acrossDatacenters(client, arguments, context) : within(client, arguments, context);
        } catch (ConsulException e) {
            return context.fail("Error getting coordinates: " + e.getMessage());
        }
    }

    private static int within(ConsulClient client, List<String> names, Context context) throws ConsulException {
        String second;
        try {
            second = names.size() == 2 ? names.getLast() : client.agent().nodeName();
        } catch (ConsulException e) {
            return context.fail("Unable to look up agent info: " + e.getMessage());
        }
        // by segment: two nodes can be compared where both are in the same one
        Map<String, Coordinate> first = new HashMap<>();
        Map<String, Coordinate> other = new HashMap<>();
        List<NodeCoordinate> all = client.coordinates().nodes(Query.DEFAULT).value();
        collect(all, names.getFirst(), first);
        collect(all, second, other);
        if (first.isEmpty()) {
            return context.fail(missing(names.getFirst()));
        }
        if (other.isEmpty()) {
            return context.fail(missing(second));
        }
        for (Map.Entry<String, Coordinate> place : first.entrySet()) {
            Coordinate there = other.get(place.getKey());
            if (there != null) {
                return show(names.getFirst(), second, place.getValue().secondsTo(there), "LAN", context);
            }
        }
        return context.fail(
                "Could not find a shared segment for nodes \"" + names.getFirst() + "\" and \"" + second + "\"");
    }

    private static void collect(List<NodeCoordinate> all, String name, Map<String, Coordinate> into) {
        for (NodeCoordinate node : all) {
            Coordinate place = node.coord();
            if (place != null && node.node().equals(name)) {
                into.put(node.segment(), place);
            }
        }
    }

    private static int acrossDatacenters(ConsulClient client, List<String> names, Context context)
            throws ConsulException {
        String second;
        if (names.size() == 2) {
            second = names.getLast();
        } else {
            Map<String, @Nullable Object> self = client.agent().self();
            if (!(self.get("Config") instanceof Map<?, ?> config)) {
                return context.fail("Unable to look up agent info: the agent does not tell its name");
            }
            second = config.get("NodeName") + "." + config.get("Datacenter");
        }
        for (String name : List.of(names.getFirst(), second)) {
            if (name.indexOf('.') <= 0) {
                return context.fail("Node names must be specified as <node name>.<datacenter> with -wan");
            }
        }
        Coordinate first = null;
        Coordinate other = null;
        for (DatacenterMap map : client.coordinates().datacenters()) {
            Coordinate one = place(map, names.getFirst());
            first = one == null ? first : one;
            Coordinate two = place(map, second);
            other = two == null ? other : two;
        }
        if (first == null || other == null) {
            // the original's words, whichever of them it is
            return context.fail(missing(names.getFirst()));
        }
        return show(names.getFirst(), second, first.secondsTo(other), "WAN", context);
    }

    /// The place of `node.datacenter`, if this is its datacenter.
    private static @Nullable Coordinate place(DatacenterMap map, String name) {
        int dot = name.lastIndexOf('.');
        List<NodeCoordinate> nodes = map.coordinates();
        if (nodes == null || !name.substring(dot + 1).equals(map.datacenter())) {
            return null;
        }
        for (NodeCoordinate node : nodes) {
            if (node.node().equals(name.substring(0, dot))) {
                return node.coord();
            }
        }
        return null;
    }

    private static String missing(String name) {
        return "Could not find a coordinate for node \"" + name + "\"";
    }

    private static int show(String first, String second, double seconds, String pool, Context context) {
        String millis = String.format(Locale.ROOT, "%.3f", seconds * MILLIS);
        context.out()
                .line("Estimated " + first + " <-> " + second + " rtt: " + millis + " ms (using " + pool
                        + " coordinates)");
        return 0;
    }
}
