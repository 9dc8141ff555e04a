package io.praetor.http.v1;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Sums instances up into the UI's list of services, by name.
final class ServiceSummaries {
    private static final String EXTERNAL_SOURCE = "external-source";

    private final Map<String, Sum> sums = new TreeMap<>();

    private ServiceSummaries() {}

    /// The summaries of all services that occur, sorted by name.
    static List<ServiceSummary> of(List<CheckServiceNode> instances, String datacenter) {
        ServiceSummaries summaries = new ServiceSummaries();
        for (CheckServiceNode instance : instances) {
            Node node = instance.node();
            NodeService service = instance.service();
            if (node != null && service != null) {
                summaries.add(node, service, instance.checks());
            }
        }
        return summaries.sums.entrySet().stream()
                .map(entry -> entry.getValue().summary(entry.getKey(), datacenter))
                .toList();
    }

    private void add(Node node, NodeService service, @Nullable List<HealthCheck> checks) {
        Sum sum = sum(service.service());
        sum.addInstance(node, service);
        sum.addChecks(node, checks);
        String destination = service.proxy().destinationServiceName();
        if (service.kind().equals(NodeService.CONNECT_PROXY) && !destination.isEmpty()) {
            Sum proxied = sum(destination);
            proxied.hasProxy = true;
            proxied.addChecks(node, checks);
        }
    }

    private Sum sum(String service) {
        return sums.computeIfAbsent(service, _ -> new Sum());
    }

    /// What is known of one service so far.
    private static final class Sum {
        private record CheckOfNode(String node, String check) {}

        private final Set<String> tags = new TreeSet<>();
        private final Set<String> nodes = new TreeSet<>();
        private final Set<String> sources = new TreeSet<>();
        /// A sidecar and its service on one node share the node's checks; each counts once.
        private final Set<CheckOfNode> counted = new HashSet<>();

        private String kind = "";
        private int instances;
        private int passing;
        private int warning;
        private int critical;
        private boolean hasProxy;

        void addInstance(Node node, NodeService service) {
            kind = service.kind();
            instances++;
            nodes.add(node.node());
            if (service.tags() != null) {
                tags.addAll(service.tags());
            }
            String source = service.meta() == null ? null : service.meta().get(EXTERNAL_SOURCE);
            if (source != null && !source.isEmpty()) {
                sources.add(source);
            }
        }

        void addChecks(Node node, @Nullable List<HealthCheck> checks) {
            if (checks == null) {
                return;
            }
            for (HealthCheck check : checks) {
                if (counted.add(new CheckOfNode(node.node(), check.checkId()))) {
                    switch (check.status()) {
                        case HealthCheck.PASSING -> passing++;
                        case HealthCheck.WARNING -> warning++;
                        case HealthCheck.CRITICAL -> critical++;
                        default -> {}
                    }
                }
            }
        }

        ServiceSummary summary(String name, String datacenter) {
            return new ServiceSummary(
                    kind,
                    name,
                    datacenter,
                    listOrNull(tags),
                    listOrNull(nodes),
                    listOrNull(sources),
                    instances,
                    passing,
                    warning,
                    critical,
                    Map.of(),
                    hasProxy,
                    false);
        }

        private static @Nullable List<String> listOrNull(Set<String> set) {
            return set.isEmpty() ? null : List.copyOf(set);
        }
    }
}
