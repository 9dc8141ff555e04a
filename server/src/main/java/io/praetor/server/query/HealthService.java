package io.praetor.server.query;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.server.acl.Viewer;
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
    public Indexed<List<CheckServiceNode>> evaluate(State state, Watches watches, Viewer viewer) {
        Indexed<List<CheckServiceNode>> found = switch (kind) {
            case SERVICE -> state.health().serviceNodes(service, tags, watches);
            case CONNECT -> state.health().connectServiceNodes(service, watches);
            case INGRESS -> state.health().ingressServiceNodes(service, watches);
        };
        List<CheckServiceNode> meant = visible(found.value(), viewer);
        if (!nodeMeta.isEmpty()) {
            meant = meant.stream().filter(this::hasMeta).toList();
        }
        List<CheckServiceNode> passed = filter.apply(wanted(meant), CheckServiceNode.CODEC);
        return new Indexed<>(found.index(), Nearness.sorted(passed, near, state, HealthService::nodeOf));
    }

    /// Who stands for a service is seen only by those who see the service.
    private List<CheckServiceNode> visible(List<CheckServiceNode> instances, Viewer viewer) {
        boolean seen = kind == Kind.SERVICE || viewer.seesService(service);
        return viewer.visible(instances, instance -> seen && viewer.sees(instance));
    }

    private boolean hasMeta(CheckServiceNode instance) {
        Node node = instance.node();
        return Shape.hasMeta(node == null ? null : node.meta(), nodeMeta);
    }

    /// Those of these instances whose checks are as wanted: what an agent does that another one's server answered.
    public List<CheckServiceNode> wanted(List<CheckServiceNode> instances) {
        return passingOnly ? instances.stream().filter(HealthService::isPassing).toList() : instances;
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
