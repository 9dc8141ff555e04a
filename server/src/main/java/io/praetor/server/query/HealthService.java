package io.praetor.server.query;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.server.filter.Filter;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;
import java.util.Map;

/// Instances with their checks (`/v1/health/service|connect|ingress/:s`).
///
/// @param tags        all of which an instance must have, whatever their case
/// @param passingOnly whether every check of an instance must pass
/// @param nodeMeta pairs that the node must have, exactly
/// @param near     name of the node to sort by distance from; empty: leave the order
public record HealthService(
        String service,
        Kind kind,
        List<String> tags,
        boolean passingOnly,
        Map<String, String> nodeMeta,
        String near,
        Filter filter)
        implements Query<List<CheckServiceNode>> {
    /// Which instances stand for the service.
    public enum Kind {
        /// Its own.
        SERVICE,
        /// Proxies for it, and its own that speak mutual TLS.
        CONNECT,
        /// Ingress gateways that expose it.
        INGRESS
    }

    @Override
    public Indexed<List<CheckServiceNode>> evaluate(State state, Watches watches) {
        Indexed<List<CheckServiceNode>> found = switch (kind) {
            case SERVICE -> state.health().serviceNodes(service, tags, watches);
            case CONNECT -> state.health().connectServiceNodes(service, watches);
            case INGRESS -> state.health().ingressServiceNodes(service, watches);
        };
        List<CheckServiceNode> wanted = found.value();
        if (!nodeMeta.isEmpty() || passingOnly) {
            wanted = wanted.stream().filter(this::isWanted).toList();
        }
        List<CheckServiceNode> passed = filter.apply(Shape.instances(wanted), CheckServiceNode.CODEC);
        return new Indexed<>(found.index(), Nearness.sorted(passed, near, state, HealthService::nodeOf));
    }

    private boolean isWanted(CheckServiceNode instance) {
        Node node = instance.node();
        boolean hasMeta = Shape.hasMeta(node == null ? null : node.meta(), nodeMeta);
        return hasMeta && (!passingOnly || isPassing(instance));
    }

    private static boolean isPassing(CheckServiceNode instance) {
        if (instance.checks() != null) {
            for (HealthCheck check : instance.checks()) {
                if (!check.status().equals(HealthCheck.PASSING)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String nodeOf(CheckServiceNode instance) {
        return instance.node() == null ? "" : instance.node().node();
    }
}
