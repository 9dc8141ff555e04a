package io.praetor.cli.catalog;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.NumberFlags;
import io.praetor.cli.base.Table;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.client.Query;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.ServiceNode;
import io.praetor.model.flags.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `catalog nodes`: the nodes of the catalog, perhaps those with a service.
public final class CatalogNodes extends Command {
    private final ApiFlags api = api(ApiFlags.Scope.SERVER, ApiFlags.Scope.NAMESPACE);
    private final Flag<Boolean> detailed =
            flags().bool("detailed", false, "Show whole IDs, and the nodes' tagged addresses and metadata.");
    private final Flag<String> filter = flags().text("filter", "", "Show only what matches this expression.");
    private final Flag<String> near = flags().text(
                    "near",
                    "",
                    "Sort by estimated round trip time from this node; \"_agent\" is the node of the agent that is asked.");
    private final Flag<Map<String, String>> nodeMeta = NumberFlags.pairs(
            flags(),
            "node-meta",
            "Show only nodes with this metadata, as key=value. May be given several times; all must match.");
    private final Flag<String> service =
            flags().text("service", "", "Show only nodes with an instance of this service.");

    @Override
    protected String usage() {
        return "consul catalog nodes [options]";
    }

    @Override
    protected String description() {
        return """
                Lists the nodes of the catalog: those that run an agent, and those registered
                from outside.

                All nodes, with their metadata:

                    $ consul catalog nodes -detailed

                Nodes that run a service, the nearest to this agent first:

                    $ consul catalog nodes -service=web -near=_agent
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (!arguments.isEmpty()) {
            return context.fail("Too many arguments (expected 0, got " + arguments.size() + ")");
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        List<Node> nodes;
        try (client) {
            nodes = find(client);
        } catch (ConsulException e) {
            String what = service.get().isEmpty() ? "Error listing nodes: " : "Error listing nodes for service: ";
            return context.fail(what + e.getMessage());
        }
        if (nodes.isEmpty()) {
            context.err().line("No nodes match the given query - try expanding your search.");
            return 0;
        }
        context.out().print(detailed.get() ? detailed(nodes) : brief(nodes));
        return 0;
    }

    private List<Node> find(ConsulClient client) throws ConsulException {
        Query query = api.query();
        if (!near.get().isEmpty()) {
            query = query.near(near.get());
        }
        if (!filter.get().isEmpty()) {
            query = query.filter(filter.get());
        }
        for (Map.Entry<String, String> pair : nodeMeta.get().entrySet()) {
            query = query.nodeMeta(pair.getKey(), pair.getValue());
        }
        if (service.get().isEmpty()) {
            return client.catalog().nodes(query).value();
        }
        List<Node> nodes = new ArrayList<>();
        for (ServiceNode instance :
                client.catalog().service(service.get(), query).value()) {
            nodes.add(new Node(
                    instance.id(),
                    instance.node(),
                    instance.address(),
                    instance.datacenter(),
                    instance.taggedAddresses(),
                    instance.nodeMeta(),
                    instance.createIndex(),
                    instance.modifyIndex()));
        }
        return nodes;
    }

    private static String brief(List<Node> nodes) {
        Table table = new Table().row("Node", "ID", "Address", "DC");
        for (Node node : nodes) {
            int dash = node.id().indexOf('-');
            String id = dash < 0 ? node.id() : node.id().substring(0, dash);
            table.row(node.node(), id, node.address(), node.datacenter());
        }
        return table.text();
    }

    private static String detailed(List<Node> nodes) {
        Table table = new Table().row("Node", "ID", "Address", "DC", "TaggedAddresses", "Meta");
        for (Node node : nodes) {
            table.row(
                    node.node(),
                    node.id(),
                    node.address(),
                    node.datacenter(),
                    pairs(node.taggedAddresses()),
                    pairs(node.meta()));
        }
        return table.text();
    }

    private static String pairs(@Nullable Map<String, String> map) {
        List<String> pairs = new ArrayList<>();
        if (map != null) {
            for (Map.Entry<String, String> pair : new TreeMap<>(map).entrySet()) {
                pairs.add(pair.getKey() + "=" + pair.getValue());
            }
        }
        return String.join(", ", pairs);
    }
}
