package io.praetor.agent.telemetry;

import io.praetor.http.RequestObserver;
import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Label;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.model.telemetry.Timer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Counts requests (`http-api.md` §1, `client.api.*` of `agent.md` §12). After the first request of a kind nothing is
/// looked up but two small maps, and nothing is made.
public final class HttpFigures implements RequestObserver {
    /// Methods that are told apart; what else a client invents is not kept.
    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH");

    private static final Map<String, String> CLIENT_CALLS = Map.of(
            "/v1/catalog/register", "catalog_register",
            "/v1/catalog/deregister", "catalog_deregister",
            "/v1/catalog/datacenters", "catalog_datacenters",
            "/v1/catalog/nodes", "catalog_nodes",
            "/v1/catalog/services", "catalog_services",
            "/v1/catalog/service/", "catalog_service_nodes",
            "/v1/catalog/connect/", "catalog_service_nodes",
            "/v1/catalog/node/", "catalog_node_services",
            "/v1/catalog/node-services/", "catalog_node_service_list",
            "/v1/catalog/gateway-services/", "catalog_gateway_services");

    private final Telemetry telemetry;
    private final Label node;
    private final boolean compatible;
    private final Map<String, @Nullable Kind[]> kinds = new ConcurrentHashMap<>();
    private final Map<String, Calls> calls = new ConcurrentHashMap<>();

    /// Requests of one method and pattern.
    private record Kind(
            Timer timer, @Nullable Timer old, @Nullable Calls calls) {}

    /// Calls of one endpoint of the catalog.
    private record Calls(Counter all, Counter good, Counter failed) {}

    /// @param node       the agent's name
    /// @param compatible whether the timers of before 1.9 are kept too
    public HttpFigures(Telemetry telemetry, String node, boolean compatible) {
        this.telemetry = telemetry;
        this.node = new Label("node", node);
        this.compatible = compatible;
    }

    @Override
    public void answered(String method, String pattern, int status, long nanos) {
        int index = METHODS.indexOf(method);
        if (index < 0) {
            return;
        }
        @Nullable Kind[] ofPattern = kinds.get(pattern);
        if (ofPattern == null) {
            ofPattern = kinds.computeIfAbsent(pattern, _ -> new @Nullable Kind[METHODS.size()]);
        }
        Kind kind = ofPattern[index];
        if (kind == null) {
            // two threads may make it at once; both make the same
            kind = make(method, pattern);
            ofPattern[index] = kind;
        }
        kind.timer.record(nanos);
        if (kind.old != null) {
            kind.old.record(nanos);
        }
        Calls called = kind.calls;
        if (called != null && status != 405) {
            called.all.increment();
            if (status < 400) {
                called.good.increment();
            } else if (status >= 500 || status == 403) {
                called.failed.increment();
            }
        }
    }

    private Kind make(String method, String pattern) {
        String path = pattern.substring(1).replace('/', '_');
        Timer timer = telemetry.timer("api.http", new Label("method", method), new Label("path", path));
        String parts = pattern.endsWith("/") ? pattern + "_" : pattern;
        Timer old = compatible ? telemetry.timer("http." + method + parts.replace('/', '.')) : null;
        String call = method.equals("OPTIONS") ? null : CLIENT_CALLS.get(pattern);
        return new Kind(timer, old, call == null ? null : calls.computeIfAbsent(call, this::makeCalls));
    }

    private Calls makeCalls(String call) {
        return new Calls(
                telemetry.counter("client.api." + call, node),
                telemetry.counter("client.api.success." + call, node),
                telemetry.counter("client.rpc.error." + call, node));
    }
}
