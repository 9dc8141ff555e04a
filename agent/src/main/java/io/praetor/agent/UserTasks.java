package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.event.Events;
import io.praetor.agent.exec.RemoteExec;
import io.praetor.agent.exec.ServerJobStore;
import io.praetor.agent.pool.Pools;
import io.praetor.agent.profile.JvmProfiles;
import io.praetor.agent.reload.ReloadException;
import io.praetor.agent.reload.Reloader;
import io.praetor.agent.sync.CoordinateSender;
import io.praetor.agent.watch.AgentWatches;
import io.praetor.http.route.Route;
import io.praetor.http.v1.ApiRoutes;
import io.praetor.http.v1.ApiSettings;
import io.praetor.model.exec.ExecEvent;
import io.praetor.server.Scheduler;
import io.praetor.server.Ticker;
import io.praetor.server.backend.Backend;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the agent does for its users beside serving: watches with their handlers, remote execution, profiles of
/// itself, and word of where it is.
final class UserTasks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UserTasks.class);

    private final AgentConfig config;
    private final AgentWatches watches = new AgentWatches();
    private final JvmProfiles profiles = new JvmProfiles();
    private @Nullable RemoteExec exec;
    private @Nullable CoordinateSender coordinates;

    /// Looks at the configuration; starts nothing.
    ///
    /// @throws StartException when a watch makes no sense
    UserTasks(AgentConfig config) throws StartException {
        this.config = config;
        try {
            watches.check(config);
        } catch (ReloadException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    List<Route> routes(ApiSettings settings) {
        boolean shown = config.http().debug() || config.acl().enabled();
        return ApiRoutes.ofProfiles(profiles, settings, shown);
    }

    /// Begins, once the API answers.
    void start(Reloader reloader) {
        try {
            watches.reload(config);
        } catch (ReloadException e) {
            LOG.atError().addKeyValue("error", e.getMessage()).log("Failed to start watches");
        }
        reloader.register(watches);
    }

    /// Takes part in remote execution, if the configuration allows it.
    void takePart(Events events, Backend backend, Supplier<AgentConfig.Tokens> tokens, Ticker ticker) {
        if (config.features().disableRemoteExec()) {
            return;
        }
        ServerJobStore store = new ServerJobStore(
                backend.queries(), backend.kvs()::apply, config.node().datacenter(), () -> own(tokens.get()));
        RemoteExec started = new RemoteExec(config.node().name(), store, ticker);
        events.listen(ExecEvent.NAME, event -> started.accept(event.id(), event.payload()));
        exec = started;
    }

    /// Tells from time to time where the node is.
    void tellPlace(
            Backend backend,
            Pools pools,
            Supplier<AgentConfig.Tokens> tokens,
            Scheduler scheduler,
            RandomGenerator random) {
        if (!config.gossip().disableCoordinates()) {
            CoordinateSender.Node node = new CoordinateSender.Node(
                    config.node().datacenter(), config.node().name(), pools.lan()::coordinate, () -> own(tokens.get()));
            CoordinateSender.Pace pace = new CoordinateSender.Pace(
                    config.sync().coordinateIntervalMin(), config.sync().coordinateRateTarget(), pools::size);
            coordinates = CoordinateSender.start(node, pace, backend.coordinates()::update, scheduler, random);
        }
    }

    /// What the agent itself asks with.
    private static String own(AgentConfig.Tokens tokens) {
        return tokens.agent().isEmpty() ? tokens.user() : tokens.agent();
    }

    /// Ends what runs, handlers of watches and recordings included.
    @Override
    public void close() {
        RemoteExec running = exec;
        if (running != null) {
            running.close();
        }
        CoordinateSender sender = coordinates;
        if (sender != null) {
            sender.close();
        }
        watches.close();
        profiles.close();
    }
}
