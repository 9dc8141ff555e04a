package io.praetor.http.v1;

import io.praetor.http.TelemetryApi;
import io.praetor.http.route.Body;
import io.praetor.http.route.HeaderNames;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.model.Bytes;
import io.praetor.model.agent.MetricsSummary;
import io.praetor.model.codec.Json;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/// `/v1/agent/metrics` (`http-api.md` §6).
final class TelemetryEndpoint {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final TelemetryApi telemetry;
    private final Gate gate;

    TelemetryEndpoint(TelemetryApi telemetry, Gate gate) {
        this.telemetry = telemetry;
        this.gate = gate;
    }

    Reply metrics(Request request) {
        if (!wantsPrometheus(request)) {
            return gate.afterAgent(request, Access.READ, () -> Reply.json(MetricsSummary.CODEC, telemetry.metrics()));
        }
        return gate.afterAgent(request, Access.READ, () -> {
            String text = telemetry.prometheus();
            return text == null
                    ? Reply.text(415, "Prometheus is not enabled since its retention time is not positive")
                    : new Reply.Full(200, new Body.Raw(PROMETHEUS_TEXT, Bytes.of(text)), null, List.of());
        });
    }

    /// One JSON object a line, as each interval ends.
    Reply stream(Request request) {
        Gate.Visitor visitor = gate.visitor(request);
        return new Reply.Endless(
                outlet -> {
                    visitor.require(Resource.AGENT, gate.node(), Access.READ);
                    try (OutputStream out = outlet.begin(HeaderNames.APPLICATION_JSON, null)) {
                        out.flush();
                        while (true) {
                            out.write(Json.compact(MetricsSummary.CODEC, telemetry.nextMetrics()));
                            out.write('\n');
                            out.flush();
                        }
                    }
                },
                false);
    }

    static boolean wantsPrometheus(Request request) {
        if (request.params().first("format").equals("prometheus")) {
            return true;
        }
        String accept = request.header("Accept");
        if (accept == null) {
            return false;
        }
        for (String kind : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = kind.split(";", -1);
            String name = parts[0].strip();
            String first = parts.length > 1 ? parts[1].strip() : "";
            if (name.equals("application/openmetrics-text")
                    || (name.equals("text/plain") && first.equals("version=0.4.0"))) {
                return true;
            }
        }
        return false;
    }
}
