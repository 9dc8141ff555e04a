package io.praetor.http.v1;

import io.praetor.http.route.Request;
import io.praetor.http.route.Route;
import io.praetor.server.limit.RequestLimits;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/// Counts the requests that a server's own front door has the server carry out, as calls to its port are counted.
public final class LimitedRoutes {
    /// What the agent answers by itself, and what says how the cluster is.
    private static final List<String> UNCOUNTED =
            List.of("/v1/agent/", "/v1/status/", "/v1/event/list", "/v1/catalog/datacenters", "/debug/", "/ui");

    /// Asked for with a body.
    private static final Set<String> QUESTIONS =
            Set.of("/v1/internal/acl/authorize", "/v1/acl/rules/translate", "/v1/discovery-chain/");

    private LimitedRoutes() {}

    /// The same routes, within limits.
    public static List<Route> of(List<Route> routes, RequestLimits limits) {
        return routes.stream()
                .map(route -> isCounted(route.pattern())
                        ? route.guardedBy((pattern, request) -> count(limits, pattern, request))
                        : route)
                .toList();
    }

    private static boolean isCounted(String pattern) {
        return pattern.startsWith("/v1/") && UNCOUNTED.stream().noneMatch(pattern::startsWith);
    }

    private static void count(RequestLimits limits, String pattern, Request request) {
        InetSocketAddress peer = request.peer();
        limits.admit(pattern, isWrite(pattern, request.method()), peer == null ? null : peer.getAddress());
    }

    private static boolean isWrite(String pattern, String method) {
        return !method.equals("GET")
                && !method.equals("HEAD")
                && !method.equals("OPTIONS")
                && !QUESTIONS.contains(pattern);
    }
}
