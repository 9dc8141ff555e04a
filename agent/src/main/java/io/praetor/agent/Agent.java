package io.praetor.agent;

import io.praetor.agent.ProcessEvents.Event;
import io.praetor.agent.acl.AgentTokens;
import io.praetor.agent.acl.RecoveryTokens;
import io.praetor.agent.audit.AuditLog;
import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.GossipKey;
import io.praetor.agent.log.Log;
import io.praetor.agent.pool.GossipBroadcast;
import io.praetor.agent.pool.JoinException;
import io.praetor.agent.pool.Joins;
import io.praetor.agent.pool.Pools;
import io.praetor.agent.pool.SyncTriggers;
import io.praetor.agent.reload.ReloadException;
import io.praetor.agent.reload.Reloader;
import io.praetor.dns.DnsServer;
import io.praetor.gossip.serf.Serf;
import io.praetor.http.HttpServer;
import io.praetor.http.route.Route;
import io.praetor.http.v1.ApiRoutes;
import io.praetor.http.v1.ApiSettings;
import io.praetor.http.v1.LimitedRoutes;
import io.praetor.model.IpText;
import io.praetor.raft.OpenedLog;
import io.praetor.server.RequestFailure;
import io.praetor.server.Scheduler;
import io.praetor.server.TimerThread;
import io.praetor.server.TimerWheel;
import io.praetor.server.acl.DefaultPolicy;
import io.praetor.server.acl.DownPolicy;
import io.praetor.server.acl.DryRun;
import io.praetor.server.acl.Tokens;
import io.praetor.server.assembly.Seams;
import io.praetor.server.backend.Backend;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An agent, built from its parts: a list to read from top to bottom.
final class Agent implements RunningAgent {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private final Instruments instruments;
    private final TimerThread timerThread;
    private final ClusterPart cluster;
    private final List<Joins> joins;
    private final DnsServer dns;
    private final HttpServer http;
    private final AgentMemory memory;
    private final OwnServices own;
    private final UserTasks tasks;
    private final TlsPart tls;
    private final EnrolPart enrolment;
    private final AuditPart audit;
    private final List<Route> routes;
    private boolean closed;

    private Agent(
            Instruments instruments,
            TimerThread timerThread,
            ClusterPart cluster,
            List<Joins> joins,
            OwnServices own,
            DnsServer dns,
            HttpServer http,
            AgentMemory memory,
            UserTasks tasks,
            TlsPart tls,
            EnrolPart enrolment,
            AuditPart audit,
            List<Route> routes) {
        this.instruments = instruments;
        this.timerThread = timerThread;
        this.cluster = cluster;
        this.joins = joins;
        this.own = own;
        this.dns = dns;
        this.http = http;
        this.memory = memory;
        this.tasks = tasks;
        this.tls = tls;
        this.enrolment = enrolment;
        this.audit = audit;
        this.routes = List.copyOf(routes);
    }

    /// Builds an agent and sets it going; its API answers when this returns.
    ///
    /// @param events hears when the agent has left or cannot go on
    /// @throws StartException with one line for the user; then nothing is left running
    static Agent start(AgentConfig config, NodeId id, Seams seams, Reloader reloader, Log log, ProcessEvents events)
            throws StartException {
        check(config);
        UserTasks tasks = new UserTasks(config);
        TlsPart tls = TlsPart.start(config, seams.clock());
        FrontDoor front = new FrontDoor(config, tls::https);
        front.probe();
        DnsDoor names = new DnsDoor(config);
        names.probe();
        if (config.server().enabled()) {
            ServerPart.probe(config);
        }
        prepareDirectory(config, id);
        AgentTokens tokens = tokens(config);
        EnrolPart enrolment;
        try {
            enrolment = EnrolPart.start(config, seams, tls, () -> forItself(tokens.get()), events);
        } catch (StartException | RuntimeException e) {
            tls.close();
            throw e;
        }
        Instruments instruments = new Instruments(config, seams, log);
        Seams counted = instruments.counted(seams);
        TimerWheel timers = new TimerWheel(seams.ticker());
        TimerThread timerThread = TimerThread.drive(timers, "agent-timers");
        ClusterPart cluster;
        try {
            cluster = join(config, id, counted, tls, timers, events);
        } catch (StartException | RuntimeException e) {
            timerThread.close();
            enrolment.close();
            tls.close();
            throw e;
        }
        Backend backend = cluster.backend();
        Pools pools = cluster.pools();
        OwnServices own = OwnServices.around(
                new OwnServices.Cluster(backend, pools::size), config, id, tokens, tls::checks, counted);
        AgentMemory memory = new AgentMemory(
                config,
                counted,
                timers,
                new GossipBroadcast(config.node().datacenter(), pools.lan(), backend.events()),
                own::names);
        DnsServer dns = null;
        HttpServer http = null;
        AuditPart audit = null;
        List<Joins> joins = List.of();
        try {
            own.load(config);
            AgentView view = new AgentView(config, id.text(), cluster, own::stats, () -> events.add(new Event.Left()));
            List<Route> routes = new ArrayList<>();
            reloader.register(tls);
            reloader.register(tokens::reload);
            tokens.onChange(() -> {
                own.compareSoon();
                enrolment.tokenChanged();
            });
            enrolment.keepFresh(backend, cluster::servers, timers);
            reloader.register(cluster::reload);
            reloader.register(own);
            Tokens known = known(config, cluster, tokens, counted);
            ApiSettings settings = memory.with(api(config, () -> tokens.get().user(), known));
            reloader.register(memory::reload);
            routes.addAll(ApiRoutes.ofServer(backend, settings));
            routes.addAll(
                    config.gossip().disableCoordinates()
                            ? ApiRoutes.withoutCoordinates()
                            : ApiRoutes.ofCoordinates(backend, settings));
            routes.addAll(ApiRoutes.ofAgent(view, settings));
            routes.addAll(ApiRoutes.ofKeyring(backend, settings));
            routes.addAll(memory.routes(backend, settings));
            routes.addAll(memory.meshRoutes(backend, settings, counted, timers));
            routes.addAll(own.routes(settings));
            routes.addAll(ApiRoutes.ofReload(() -> reload(reloader), settings));
            routes.addAll(instruments.routes(settings));
            routes.addAll(config.acl().enabled() ? ofAcl(backend, tokens, settings) : ApiRoutes.withoutAcl());
            reloader.register(instruments::reload);
            dns = names.open(backend, memory.answers(settings.tokens()), () -> forNames(tokens.get()), counted);
            reloader.register(DnsDoor.reloadable(dns));
            routes.addAll(tasks.routes(settings));
            audit = AuditPart.start(
                    config, counted, new AuditLog.Who(known, () -> tokens.get().user()));
            reloader.register(audit);
            HttpServer opened = front.open(
                    LimitedRoutes.of(routes, cluster.limits()),
                    instruments.observer(),
                    audit.log(),
                    seams.clock(),
                    seams.ticker());
            http = opened;
            audit.follow(opened);
            reloader.register(
                    fresh -> opened.limitConnectionsPerClient(fresh.http().maxConnectionsPerClient()));
            opened.addresses().forEach(Agent::announce);
            joins = joined(config, pools, timers, events);
            SyncTriggers.follow(pools.lan(), own::compareSoon);
            own.start();
            tasks.start(reloader);
            tasks.takePart(memory.events(), backend, tokens, seams.ticker());
            tasks.tellPlace(backend, pools, tokens, timers, seams.random());
            instruments.start();
            return new Agent(
                    instruments,
                    timerThread,
                    cluster,
                    joins,
                    own,
                    dns,
                    opened,
                    memory,
                    tasks,
                    tls,
                    enrolment,
                    audit,
                    routes);
        } catch (StartException | RuntimeException e) {
            joins.forEach(Joins::close);
            if (http != null) {
                http.close();
            }
            if (audit != null) {
                audit.close();
            }
            own.close();
            memory.close();
            if (dns != null) {
                dns.close();
            }
            enrolment.close();
            cluster.close();
            timerThread.close();
            tls.close();
            throw e;
        }
    }

    /// Becomes a member of its pools, and a server or a client in them.
    private static ClusterPart join(
            AgentConfig config, NodeId id, Seams seams, TlsPart tls, Scheduler scheduler, ProcessEvents events)
            throws StartException {
        if (!config.server().enabled()) {
            return ClientPart.start(config, seams, pools(config, id, "client", seams, events), tls.rpc(), scheduler);
        }
        OpenedLog log = ServerPart.open(config, id, seams);
        Pools pools;
        try {
            pools = pools(config, id, "server", seams, events);
        } catch (StartException | RuntimeException e) {
            log.close();
            throw e;
        }
        return ServerPart.start(config, id, seams, log, pools, tls, scheduler, events);
    }

    private static Pools pools(AgentConfig config, NodeId id, String kind, Seams seams, ProcessEvents events)
            throws StartException {
        try {
            return Pools.open(config, id.text(), seams, () -> events.add(new Event.Failed(nameTaken(config))));
        } catch (IOException e) {
            throw new StartException("Failed to start Consul " + kind + ": " + e.getMessage(), e);
        }
    }

    private static Exception nameTaken(AgentConfig config) {
        return new StartException(
                "another agent has the name \"" + config.node().name()
                        + "\" by right: give one of them another node_name",
                null);
    }

    /// Joins whom the configuration names: those of `start_join` before this returns, the others in the background.
    private static List<Joins> joined(AgentConfig config, Pools pools, Scheduler scheduler, ProcessEvents events)
            throws StartException {
        AgentConfig.Join settings = config.join();
        List<Joins> joins = new ArrayList<>();
        Joins lan = new Joins("LAN", pools.lan(), scheduler);
        joins.add(lan);
        try {
            lan.once(settings.start(), true);
            lan.untilItWorks(
                    settings.retry(), new Joins.Retries(settings.retryInterval(), settings.retryMax()), exit(events));
            Serf wanPool = pools.wan();
            if (wanPool != null) {
                Joins wan = new Joins("WAN", wanPool, scheduler);
                joins.add(wan);
                wan.once(settings.startWan(), true);
                wan.untilItWorks(
                        settings.retryWan(),
                        new Joins.Retries(settings.retryIntervalWan(), settings.retryMaxWan()),
                        exit(events));
            }
        } catch (JoinException e) {
            joins.forEach(Joins::close);
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
        return joins;
    }

    private static Consumer<String> exit(ProcessEvents events) {
        return line -> events.add(new Event.Failed(new StartException(line, null)));
    }

    private static List<Route> ofAcl(Backend backend, AgentTokens tokens, ApiSettings settings) {
        List<Route> routes = new ArrayList<>(ApiRoutes.ofAcl(backend, settings));
        routes.addAll(ApiRoutes.ofAclInsight(backend, settings));
        routes.addAll(ApiRoutes.ofAgentTokens(tokens, settings));
        return routes;
    }

    private static AgentTokens tokens(AgentConfig config) throws StartException {
        try {
            return AgentTokens.open(config);
        } catch (IOException e) {
            throw new StartException("Failed to load the persisted tokens: " + Reasons.of(e), e);
        }
    }

    /// What tokens stand for at this agent's own endpoints.
    private static Tokens known(AgentConfig config, ClusterPart cluster, AgentTokens tokens, Seams seams) {
        if (!config.acl().enabled()) {
            return Tokens.OFF;
        }
        AgentConfig.Node node = config.node();
        Tokens known = new RecoveryTokens(
                cluster.tokens(),
                () -> tokens.get().agentRecovery(),
                node.name(),
                node.datacenter(),
                DefaultPolicy.of(config.acl().defaultPolicy()));
        // those of the cluster are tried already, the one that works without servers is not
        return config.acl().dryRun() ? new DryRun(seams.ticker(), seams.telemetry()).over(known) : known;
    }

    /// What the agent itself asks with.
    private static String forItself(AgentConfig.Tokens tokens) {
        return tokens.agent().isEmpty() ? tokens.user() : tokens.agent();
    }

    /// What anybody may see over DNS, where clients have no tokens.
    private static String forNames(AgentConfig.Tokens tokens) {
        return tokens.dns().isEmpty() ? tokens.user() : tokens.dns();
    }

    private static void reload(Reloader reloader) {
        try {
            reloader.reload();
        } catch (ReloadException e) {
            throw RequestFailure.internal(String.valueOf(e.getMessage()));
        }
    }

    private static void announce(SocketAddress address) {
        boolean inet = address instanceof InetSocketAddress;
        String shown =
                address instanceof InetSocketAddress ip ? IpText.of(ip.getAddress(), ip.getPort()) : address.toString();
        LOG.atInfo()
                .addKeyValue("address", shown)
                .addKeyValue("network", inet ? "tcp" : "unix")
                .log("Started HTTP server");
    }

    private static void check(AgentConfig config) throws StartException {
        GossipKey key = config.gossip().key();
        if (key != null && !key.isAesKey()) {
            throw new StartException("Failed to configure keyring: key size must be 16, 24 or 32 bytes", null);
        }
        checkPolicies(config);
        List<String> idle = NotYet.withoutEffect(config);
        if (!idle.isEmpty()) {
            LOG.atWarn().addKeyValue("keys", String.join(",", idle)).log("Settings without effect in this version");
        }
    }

    /// Words that load, but that no agent can act upon.
    private static void checkPolicies(AgentConfig config) throws StartException {
        String kind = config.server().enabled() ? "server" : "client";
        AgentConfig.Acl acl = config.acl();
        if (!DefaultPolicy.isOne(acl.defaultPolicy())) {
            throw new StartException(
                    "Failed to start Consul " + kind + ": Unsupported default ACL policy: " + acl.defaultPolicy(),
                    null);
        }
        if (!DownPolicy.isOne(acl.downPolicy())) {
            throw new StartException(
                    "Failed to start Consul " + kind + ": Unsupported down ACL policy: " + acl.downPolicy(), null);
        }
    }

    /// From here on the disk changes.
    private static void prepareDirectory(AgentConfig config, NodeId id) throws StartException {
        Path directory = config.dataDirectory();
        if (directory == null) {
            return;
        }
        try {
            Files.createDirectories(directory);
            if (!id.stored()) {
                id.store(directory);
            }
        } catch (IOException e) {
            throw new StartException("Failed to prepare the data directory: " + Reasons.of(e), e);
        }
    }

    private static ApiSettings api(AgentConfig config, Supplier<String> token, Tokens tokens) {
        return new ApiSettings(
                config.node().datacenter(),
                config.node().name(),
                token,
                tokens,
                config.reads().discoveryMaxStale(),
                null,
                config.http().kvMaxValueSize(),
                config.http().txnMaxReqLen());
    }

    /// What it answers over HTTP.
    List<Route> routes() {
        return routes;
    }

    @Override
    public void leave() {
        try {
            cluster.leave();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        joins.forEach(Joins::close);
        tasks.close();
        try {
            http.close();
            audit.close();
            own.close();
            memory.close();
        } finally {
            dns.close();
            enrolment.close();
            cluster.close();
            timerThread.close();
            tls.close();
            instruments.close();
        }
    }
}
