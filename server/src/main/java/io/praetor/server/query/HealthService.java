package io.praetor.server.query;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.server.filter.Filter;
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
}
