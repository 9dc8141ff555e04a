package io.praetor.http;

import io.praetor.model.agent.MetricsSummary;
import org.jspecify.annotations.Nullable;

/// What the HTTP API shows of the agent's figures (`http-api.md` §6).
public interface TelemetryApi {
    /// The figures of the last complete interval.
    MetricsSummary metrics();

    /// The figures of the interval that ends next; waits for its end.
    MetricsSummary nextMetrics() throws InterruptedException;

    /// All figures in Prometheus' text format; null while that is off.
    @Nullable String prometheus();
}
