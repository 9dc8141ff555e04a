package io.praetor.cli.catalog;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.NumberFlags;
import io.praetor.cli.base.Table;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.client.Query;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.NodeServices;
import io.praetor.model.flags.Flag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// `catalog services`: the names of all services, perhaps those of a node.
public final class CatalogServices extends Command {
    private static final int TAGS_GAP = 6;

    private final ApiFlags api = api(ApiFlags.Scope.SERVER, ApiFlags.Scope.NAMESPACE);
    private final Flag<String> node = flags().text("node", "", "Show only services of this node.");
    private final Flag<Map<String, String>> nodeMeta = NumberFlags.pairs(
            flags(),
            "node-meta",
            "Show only services of nodes with this metadata, as key=value. May be given several times; all must match.");
    private final Flag<Boolean> tags = flags().bool("tags", false, "Show each service's tags in a second column.");

    @Override
    protected String usage() {
        return "consul catalog services [options]";
    }

    @Override
    protected String description() {
        return """
                Lists the names of the services of the catalog.

                All services with their tags:

                    $ consul catalog services -tags

                Services of one node:

                    $ consul catalog services -node=web-3
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
        Map<String, Set<String>> services;
        try (client) {
            services = find(client);
        } catch (ConsulException e) {
            String what = node.get().isEmpty() ? "Error listing services: " : "Error listing services for node: ";
            return context.fail(what + e.getMessage());
        }
        if (services.isEmpty()) {
            context.err().line("No services match the given query - try expanding your search.");
            return 0;
        }
        Table table = new Table();
        for (Map.Entry<String, Set<String>> service : services.entrySet()) {
            if (tags.get()) {
                table.row(service.getKey(), String.join(",", service.getValue()));
            } else {
                table.row(service.getKey());
            }
        }
        context.out().print(table.text(TAGS_GAP, false));
        return 0;
    }

    private Map<String, Set<String>> find(ConsulClient client) throws ConsulException {
        Query query = api.query();
        for (Map.Entry<String, String> pair : nodeMeta.get().entrySet()) {
            query = query.nodeMeta(pair.getKey(), pair.getValue());
        }
        Map<String, Set<String>> services = new TreeMap<>();
        if (node.get().isEmpty()) {
            for (Map.Entry<String, List<String>> found :
                    client.catalog().services(query).value().entrySet()) {
                services.put(found.getKey(), new TreeSet<>(found.getValue()));
            }
            return services;
        }
        Optional<NodeServices> found = client.catalog().node(node.get(), query).value();
        Map<String, NodeService> instances =
                found.isEmpty() ? null : found.get().services();
        if (instances != null) {
            for (NodeService instance : instances.values()) {
                Set<String> all = services.computeIfAbsent(instance.service(), _ -> new TreeSet<>());
                List<String> own = instance.tags();
                if (own != null) {
                    all.addAll(own);
                }
            }
        }
        return services;
    }
}
