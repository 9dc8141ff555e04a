package io.praetor.agent.telemetry;

import java.time.Duration;
import java.util.List;

/// Where figures go and what they are called; empty addresses: nowhere.
///
/// @param prefix before every name, without a dot; empty: none
/// @param hostName inserted behind the prefix of gauges while figures leave the agent; empty: it is not
/// @param tags `name:value` that DogStatsD is told with every figure
/// @param prometheusRetention how long a figure with labels that nobody moves is shown; zero: Prometheus is off
/// @param compatible whether timers of before 1.9 (`http.GET.v1...`) are kept too
public record TelemetrySettings(
        String prefix,
        String hostName,
        String statsdAddress,
        String statsiteAddress,
        String dogstatsdAddress,
        List<String> tags,
        Duration prometheusRetention,
        boolean compatible,
        PrefixFilter filter) {
    /// Figures stay in the agent.
    public static final TelemetrySettings DEFAULT =
            new TelemetrySettings("consul", "", "", "", "", List.of(), Duration.ZERO, true, PrefixFilter.ALL);

    /// Copies the list.
    public TelemetrySettings {
        tags = List.copyOf(tags);
    }

    /// Whether every single duration is sent to somebody.
    boolean pushes() {
        return !statsdAddress.isEmpty() || !statsiteAddress.isEmpty() || !dogstatsdAddress.isEmpty();
    }

    boolean hasPrometheus() {
        return prometheusRetention.isPositive();
    }

    /// Behind the prefix of a gauge's name; empty when figures stay here, as the original has it.
    String gaugeHost() {
        return pushes() || hasPrometheus() ? hostName : "";
    }
}
