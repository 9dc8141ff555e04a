package io.praetor.agent.watch;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.reload.ReloadException;
import io.praetor.agent.reload.Reloadable;
import io.praetor.client.ClientSettings;
import io.praetor.client.ConsulException;
import io.praetor.client.watch.HttpHandler;
import io.praetor.client.watch.Watch;
import io.praetor.client.watch.WatchListener;
import io.praetor.client.watch.WatchPlanException;
import io.praetor.client.watch.WatchResult;
import io.praetor.model.GoDuration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The watches of the configuration, running; a reload ends all and starts those of the new configuration.
public final class AgentWatches implements Reloadable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentWatches.class);

    private final List<Running> running = new ArrayList<>();
    private boolean closed;

    private record Running(Watch watch, WatchHandler handler, Thread thread) {}

    /// Starts the watches of a configuration.
    ///
    /// @throws ReloadException with what is wrong with one of them
    @Override
    public void reload(AgentConfig config) throws ReloadException {
        List<WatchDefinition> definitions = parse(config);
        ClientSettings settings = definitions.isEmpty() ? ClientSettings.DEFAULT : settings(config);
        synchronized (this) {
            if (closed) {
                return;
            }
            stop();
            for (WatchDefinition definition : definitions) {
                if (definition.isOldStyle()) {
                    LOG.warn("The 'handler' field in watches has been deprecated and replaced with the 'args' field");
                }
                running.add(start(definition, settings));
            }
        }
    }

    @Override
    public void check(AgentConfig config) throws ReloadException {
        if (!parse(config).isEmpty()) {
            settings(config);
        }
    }

    private static List<WatchDefinition> parse(AgentConfig config) throws ReloadException {
        List<WatchDefinition> definitions = new ArrayList<>();
        for (Map<String, Object> raw : config.definitions().watches()) {
            try {
                definitions.add(WatchDefinition.parse(raw));
            } catch (WatchPlanException e) {
                throw new ReloadException("Failed to parse watch: " + e.getMessage(), e);
            }
        }
        return definitions;
    }

    private static ClientSettings settings(AgentConfig config) throws ReloadException {
        ClientSettings settings = OwnAddress.of(config);
        if (settings == null) {
            throw new ReloadException("watch plans require an HTTP or HTTPS endpoint");
        }
        return settings;
    }

    private static Running start(WatchDefinition definition, ClientSettings settings) throws ReloadException {
        HttpHandler http = definition.http();
        WatchHandler handler = http == null ? new ProgramHandler(definition) : new RequestHandler(http);
        Watch watch;
        try {
            watch = new Watch(
                    definition.plan(), settings, new Listener(definition.plan().type(), handler));
        } catch (IOException e) {
            throw new ReloadException("Failed to run watch: " + e.getMessage(), e);
        }
        Thread thread =
                Thread.ofVirtual().name("watch " + definition.plan().type()).start(watch);
        return new Running(watch, handler, thread);
    }

    private void stop() {
        for (Running one : running) {
            one.watch().close();
            one.handler().cancel();
        }
        running.clear();
    }

    /// Ends all watches and the handlers that run.
    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }

    private record Listener(String type, WatchHandler handler) implements WatchListener {
        @Override
        public void changed(WatchResult result) {
            try {
                handler.handle(result);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void failed(ConsulException failure, Duration retryAfter) {
            LOG.atError()
                    .addKeyValue("type", type)
                    .addKeyValue("error", failure.getMessage())
                    .addKeyValue("retry", GoDuration.format(retryAfter.toNanos()))
                    .log("Watch errored");
        }
    }
}
