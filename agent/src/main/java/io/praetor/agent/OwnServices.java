package io.praetor.agent;

import io.praetor.agent.check.CheckRunner;
import io.praetor.agent.check.CheckSettings;
import io.praetor.agent.check.Checks;
import io.praetor.agent.check.probe.AgentTls;
import io.praetor.agent.check.probe.ProbeSettings;
import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.event.LocalNames;
import io.praetor.agent.local.CheckResults;
import io.praetor.agent.local.LocalServices;
import io.praetor.agent.local.LocalSettings;
import io.praetor.agent.local.LocalState;
import io.praetor.agent.local.NodeFacts;
import io.praetor.agent.local.Reaper;
import io.praetor.agent.local.Registrar;
import io.praetor.agent.reload.ReloadException;
import io.praetor.agent.reload.Reloadable;
import io.praetor.agent.sync.AntiEntropy;
import io.praetor.agent.sync.ServerCatalog;
import io.praetor.agent.sync.Tokens;
import io.praetor.http.route.Route;
import io.praetor.http.v1.ApiSettings;
import io.praetor.http.v1.ServiceRoutes;
import io.praetor.model.IpText;
import io.praetor.server.RequestFailure;
import io.praetor.server.TimerThread;
import io.praetor.server.TimerWheel;
import io.praetor.server.assembly.Seams;
import io.praetor.server.backend.Backend;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The agent's own services and checks, and what keeps the catalog like them: built here, started and ended together.
final class OwnServices implements Reloadable, AutoCloseable {
    private final LocalState state;
    private final Registrar registrar;
    private final LocalServices services;
    private final CheckResults results;
    private final Checks checks;
    private final AntiEntropy sync;
    private final Reaper reaper;
    private final TimerThread timerThread;
    private final ExecutorService workers;
    private final RandomGenerator random;

    /// What the agent's own services are told to.
    ///
    /// @param size how many agents there are: the more, the less often each may come
    record Cluster(Backend backend, IntSupplier size) {}

    private OwnServices(
            AgentConfig config, NodeFacts node, Cluster cluster, Tokens tokens, Supplier<AgentTls> tls, Seams seams) {
        Backend backend = cluster.backend();
        TimerWheel timers = new TimerWheel(seams.ticker());
        timerThread = TimerThread.drive(timers, "agent-sync");
        random = seams.random();
        workers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("agent-work-", 0).factory());
        state = new LocalState(node, workers);
        AgentConfig.Checks running = config.checks();
        AntiEntropy.Settings standard = AntiEntropy.Settings.DEFAULT;
        AntiEntropy.Settings settings = new AntiEntropy.Settings(
                config.sync().interval(), standard.retry(), standard.hurry(), running.updateInterval());
        sync = new AntiEntropy(
                state,
                new ServerCatalog(backend.queries(), backend.catalog()),
                tokens,
                settings,
                new AntiEntropy.Surroundings(cluster.size(), timers, workers, seams.random()),
                seams.telemetry());
        results = new CheckResults(state, sync, seams.clock(), running.updateInterval(), running.discardOutput());
        checks = CheckRunner.open(checking(config, tls), seams, state, backend.queries(), seams.telemetry(), results);
        registrar = new Registrar(state, local(config), checks, results, sync, seams.clock());
        services = new LocalServices(state, registrar, timers);
        Reaper.Settings reaping = new Reaper.Settings(running.reapInterval(), running.deregisterMin());
        reaper = new Reaper(state, registrar, reaping, seams.clock(), timers, workers);
    }

    private static LocalSettings local(AgentConfig config) {
        AgentConfig.Definitions definitions = config.definitions();
        return new LocalSettings(
                config.dataDirectory(),
                config.checks().remoteScripts(),
                config.checks().localScripts(),
                ports(definitions.sidecarPorts()),
                ports(definitions.exposePorts()));
    }

    private static LocalSettings.Ports ports(AgentConfig.PortRange range) {
        return new LocalSettings.Ports(range.min(), range.max());
    }

    private static CheckSettings checking(AgentConfig config, Supplier<AgentTls> tls) {
        Map<String, String> environment = System.getenv();
        ProbeSettings probes = new ProbeSettings(
                tls, environment.getOrDefault("DOCKER_HOST", ""), environment.getOrDefault("PATH", ""));
        return new CheckSettings(config.node().name(), config.checks().outputMaxSize(), probes);
    }

    /// Builds everything; nothing is loaded and nothing runs yet.
    ///
    /// @param cluster where the services are told
    /// @param tokens those of the configuration as it is now
    /// @param tls what checks use of the agent's TLS now
    static OwnServices around(
            Cluster cluster,
            AgentConfig config,
            NodeId id,
            Supplier<AgentConfig.Tokens> tokens,
            Supplier<AgentTls> tls,
            Seams seams) {
        AgentConfig.Node node = config.node();
        NodeFacts facts = new NodeFacts(
                id.text(),
                node.name(),
                node.datacenter(),
                IpText.of(config.network().advertiseLan()),
                node.taggedAddresses(),
                ServerSettings.meta(node));
        Tokens used = new Tokens(
                () -> agentToken(tokens.get()),
                () -> tokens.get().user(),
                () -> tokens.get().configFileRegistration());
        return new OwnServices(config, facts, cluster, used, tls, seams);
    }

    private static String agentToken(AgentConfig.Tokens tokens) {
        return tokens.agent().isEmpty() ? tokens.user() : tokens.agent();
    }

    /// Loads what configuration defines and what was kept of the API's registrations; the checks run from now on.
    ///
    /// @throws StartException when a definition is not taken
    void load(AgentConfig config) throws StartException {
        try {
            define(config);
        } catch (RequestFailure e) {
            throw new StartException(e.text(), e);
        }
    }

    private void define(AgentConfig config) {
        AgentConfig.Definitions definitions = config.definitions();
        registrar.load(definitions.services(), definitions.checks());
    }

    /// Begins to keep the catalog like the agent.
    void start() {
        sync.start();
        reaper.start();
    }

    /// The servers may not know all of it: compare soon.
    void compareSoon() {
        sync.hint();
    }

    /// The routes of the API that are about them.
    List<Route> routes(ApiSettings settings) {
        return ServiceRoutes.of(services, settings, random);
    }

    /// What the filters of events are matched with.
    List<LocalNames.Service> names() {
        return state.view().services().stream()
                .map(entry -> new LocalNames.Service(
                        entry.service().id(),
                        entry.service().service(),
                        Objects.requireNonNullElse(entry.service().tags(), List.of())))
                .toList();
    }

    /// The agent's part of its figures about itself.
    Map<String, String> stats() {
        Checks.Counts counts = checks.counts();
        return Map.of(
                "check_monitors", Integer.toString(counts.monitors()),
                "check_ttls", Integer.toString(counts.ttls()),
                "checks", Integer.toString(state.view().checks().size()),
                "services", Integer.toString(state.view().services().size()));
    }

    @Override
    public void check(AgentConfig config) throws ReloadException {
        try {
            AgentConfig.Definitions definitions = config.definitions();
            registrar.verify(definitions.services(), definitions.checks());
        } catch (RequestFailure e) {
            throw new ReloadException("Failed reloading services: " + e.text(), e);
        }
    }

    @Override
    public void reload(AgentConfig config) throws ReloadException {
        try {
            results.discardOutput(config.checks().discardOutput());
            state.setNode(state.node().withMeta(ServerSettings.meta(config.node())));
            define(config);
            sync.hint();
        } catch (RequestFailure e) {
            throw new ReloadException("Failed reloading services: " + e.text(), e);
        }
    }

    @Override
    public void close() {
        reaper.close();
        sync.close();
        checks.close();
        timerThread.close();
        workers.shutdownNow();
    }
}
