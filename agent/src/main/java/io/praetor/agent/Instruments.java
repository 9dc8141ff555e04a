package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.Machine;
import io.praetor.agent.host.HostFacts;
import io.praetor.agent.log.Level;
import io.praetor.agent.log.Log;
import io.praetor.agent.telemetry.AgentTelemetry;
import io.praetor.agent.telemetry.HttpFigures;
import io.praetor.agent.telemetry.PrefixFilter;
import io.praetor.agent.telemetry.TelemetrySettings;
import io.praetor.http.HostApi;
import io.praetor.http.LogApi;
import io.praetor.http.RequestObserver;
import io.praetor.http.route.Route;
import io.praetor.http.v1.ApiRoutes;
import io.praetor.http.v1.ApiSettings;
import io.praetor.server.assembly.Seams;
import java.nio.file.Path;
import java.util.List;

/// What lets people look into a running agent: its figures, and the routes that show them.
final class Instruments implements AutoCloseable {
    private final AgentTelemetry telemetry;
    private final RequestObserver observer;
    private final LogApi log;
    private final HostApi host;

    /// @param log of this process
    Instruments(AgentConfig config, Seams seams, Log log) {
        this.log = (level, json) -> {
            Level named = Level.parse(level);
            return named == null ? null : log.tap(named, json);
        };
        this.host = new HostFacts(Path.of("/"), seams.clock());
        AgentConfig.Telemetry settings = config.telemetry();
        telemetry = new AgentTelemetry(settings(settings), seams.clock());
        observer = new HttpFigures(telemetry.figures(), config.node().name(), !settings.disableCompat());
    }

    private static TelemetrySettings settings(AgentConfig.Telemetry config) {
        return new TelemetrySettings(
                config.prefix(),
                config.disableHostname() ? "" : Machine.LOCAL.hostName(),
                config.statsdAddress(),
                config.statsiteAddress(),
                config.dogstatsdAddress(),
                config.dogstatsdTags(),
                config.prometheusRetention(),
                !config.disableCompat(),
                filter(config));
    }

    private static PrefixFilter filter(AgentConfig.Telemetry config) {
        return new PrefixFilter(config.allowedPrefixes(), config.blockedPrefixes(), config.filterDefault());
    }

    /// The same seams, whose figures come here.
    Seams counted(Seams seams) {
        return seams.with(telemetry.figures());
    }

    /// Begins to collect; called when everything else runs.
    void start() {
        telemetry.start();
    }

    /// Counts requests.
    RequestObserver observer() {
        return observer;
    }

    /// The routes that show what is known here.
    List<Route> routes(ApiSettings settings) {
        return ApiRoutes.ofTelemetry(telemetry, log, host, settings);
    }

    /// Takes over what may change while the agent runs.
    void reload(AgentConfig fresh) {
        telemetry.figures().filter(filter(fresh.telemetry()));
    }

    @Override
    public void close() {
        telemetry.close();
    }
}
