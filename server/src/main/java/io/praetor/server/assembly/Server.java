package io.praetor.server.assembly;

import io.praetor.gossip.serf.SerfEvent;
import io.praetor.model.operator.ServerStats;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.raft.OpenedLog;
import io.praetor.raft.Raft;
import io.praetor.raft.RaftStartException;
import io.praetor.raft.RaftTransport;
import io.praetor.raft.ReplicatedLog;
import io.praetor.server.Meter;
import io.praetor.server.TimerThread;
import io.praetor.server.TimerWheel;
import io.praetor.server.acl.DryRun;
import io.praetor.server.acl.MeteredTokens;
import io.praetor.server.acl.PolicyCompiler;
import io.praetor.server.acl.StateTokens;
import io.praetor.server.acl.Tokens;
import io.praetor.server.acl.Viewers;
import io.praetor.server.acl.observe.Observations;
import io.praetor.server.autopilot.Autopilot;
import io.praetor.server.autopilot.RaftStats;
import io.praetor.server.backend.Backend;
import io.praetor.server.backend.BackendParts;
import io.praetor.server.cluster.Bootstrap;
import io.praetor.server.cluster.PeersRecovery;
import io.praetor.server.cluster.RaftMembers;
import io.praetor.server.cluster.ServerTable;
import io.praetor.server.connect.Mesh;
import io.praetor.server.endpoint.AclInsight;
import io.praetor.server.endpoint.AclParts;
import io.praetor.server.endpoint.Acls;
import io.praetor.server.endpoint.BootstrapReset;
import io.praetor.server.endpoint.Catalog;
import io.praetor.server.endpoint.ConnectCa;
import io.praetor.server.endpoint.Coordinates;
import io.praetor.server.endpoint.Enrolment;
import io.praetor.server.endpoint.EnrolmentSettings;
import io.praetor.server.endpoint.EventFire;
import io.praetor.server.endpoint.GuardedEventFire;
import io.praetor.server.endpoint.GuardedKeyring;
import io.praetor.server.endpoint.Here;
import io.praetor.server.endpoint.Ids;
import io.praetor.server.endpoint.Keyring;
import io.praetor.server.endpoint.Kvs;
import io.praetor.server.endpoint.LocalAclInsight;
import io.praetor.server.endpoint.LocalAcls;
import io.praetor.server.endpoint.LocalCatalog;
import io.praetor.server.endpoint.LocalConnectCa;
import io.praetor.server.endpoint.LocalCoordinates;
import io.praetor.server.endpoint.LocalKvs;
import io.praetor.server.endpoint.LocalOperator;
import io.praetor.server.endpoint.LocalPreparedQueries;
import io.praetor.server.endpoint.LocalSessions;
import io.praetor.server.endpoint.LocalSnapshots;
import io.praetor.server.endpoint.LocalStatus;
import io.praetor.server.endpoint.LocalTxns;
import io.praetor.server.endpoint.Operator;
import io.praetor.server.endpoint.OtherDatacenters;
import io.praetor.server.endpoint.PreparedQueries;
import io.praetor.server.endpoint.Sessions;
import io.praetor.server.endpoint.Snapshots;
import io.praetor.server.endpoint.Status;
import io.praetor.server.endpoint.Txns;
import io.praetor.server.fsm.ServerStateMachine;
import io.praetor.server.leader.AclDefaults;
import io.praetor.server.leader.AclUpkeep;
import io.praetor.server.leader.AutopilotDefaults;
import io.praetor.server.leader.CoordinateBatches;
import io.praetor.server.leader.Duty;
import io.praetor.server.leader.LeaderDuties;
import io.praetor.server.leader.Leadership;
import io.praetor.server.leader.MemberRegistration;
import io.praetor.server.leader.NewLeaderEvent;
import io.praetor.server.leader.Reconciler;
import io.praetor.server.leader.SessionTimers;
import io.praetor.server.leader.TombstoneReaper;
import io.praetor.server.leader.Writes;
import io.praetor.server.login.AuthMethods;
import io.praetor.server.login.OidcAttempts;
import io.praetor.server.query.LocalQueries;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Standings;
import io.praetor.server.remote.RemoteBackend;
import io.praetor.server.remote.RemoteQueries;
import io.praetor.server.remote.RemoteSnapshots;
import io.praetor.server.routing.Forwarding;
import io.praetor.server.routing.LeaderCalls;
import io.praetor.server.routing.RoutedBackend;
import io.praetor.server.routing.RoutedQueries;
import io.praetor.server.routing.Router;
import io.praetor.server.state.StateListener;
import io.praetor.server.state.StateStore;
import io.praetor.server.wire.RpcMethods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One server, whole. Everything in it is started and stopped here.
public final class Server implements Backend, AutoCloseable {
    /// Parked reads are woken by as many threads: one busy question does not keep the others waiting.
    private static final int WAKE_THREADS = 2;

    /// How long threads get to end what they do.
    private static final long CLOSE_SECONDS = 5;

    /// Of how many tokens, and different sets of policies, it is kept what they stand for.
    private static final int KEPT_TOKENS = 16_384;

    private static final int KEPT_POLICIES = 4_096;

    private final ServerConfig config;
    private final ExecutorService wakes = Executors.newFixedThreadPool(
            WAKE_THREADS, Thread.ofPlatform().daemon().name("server-wake-", 0).factory());
    /// For what waits: leader duties, restores.
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("server-work-", 0).factory());

    private final TimerWheel timers;
    private final TimerThread timerThread;
    private final ReplicatedLog log;
    private final Leadership leadership;
    private final LeaderDuties duties;
    private final Bootstrap bootstrap;
    private final Departure departure;
    private final LocalQueries queries;
    private final Viewers viewers;
    private final Backend backend;
    private final Enrolments enrolments;
    private final @Nullable Mesh mesh;
    private boolean closed;

    /// Opens the server's log, so that what is wrong with it is known before others hear of the server. What an
    /// operator
    /// left in `raft/peers.json` is carried out first.
    ///
    /// @throws RaftStartException with one clear line for the user
    public static OpenedLog open(ServerConfig config, Seams seams) throws RaftStartException {
        PeersRecovery.run(config.raft(), seams.random());
        return Raft.open(config.raft(), seams.random());
    }

    /// Begins to take part. The server answers as soon as somebody leads; requests that come earlier wait. Those that
    /// it
    /// may not answer itself go to the leader.
    ///
    /// @param log        of the same configuration, taken over
    /// @param neighbours whose transport is taken over
    /// @param stopped    told when the log has stopped for good; the process should end
    /// @throws RaftStartException with one clear line for the user
    public static Server start(
            ServerConfig config,
            Seams seams,
            OpenedLog log,
            Neighbours neighbours,
            Forwarding forwarding,
            Consumer<Throwable> stopped)
            throws RaftStartException {
        return new Server(config, seams, log, neighbours, forwarding, stopped);
    }

    /// Opens the log and begins in one go.
    public static Server start(ServerConfig config, Seams seams, Neighbours neighbours, Consumer<Throwable> stopped)
            throws RaftStartException {
        return start(config, seams, neighbours, Forwarding.NONE, stopped);
    }

    /// The same for a server among others.
    public static Server start(
            ServerConfig config, Seams seams, Neighbours neighbours, Forwarding forwarding, Consumer<Throwable> stopped)
            throws RaftStartException {
        OpenedLog log;
        try {
            log = open(config, seams);
        } catch (RaftStartException e) {
            neighbours.transport().close();
            throw e;
        }
        return start(config, seams, log, neighbours, forwarding, stopped);
    }

    /// The only server there is.
    ///
    /// @param transport taken over
    public static Server start(ServerConfig config, Seams seams, RaftTransport transport, Consumer<Throwable> stopped)
            throws RaftStartException {
        return start(config, seams, transport, Forwarding.NONE, stopped);
    }

    /// A server that gossip knows nothing of.
    ///
    /// @param transport taken over
    public static Server start(
            ServerConfig config,
            Seams seams,
            RaftTransport transport,
            Forwarding forwarding,
            Consumer<Throwable> stopped)
            throws RaftStartException {
        return start(config, seams, Neighbours.none(config.identity(), transport), forwarding, stopped);
    }

    private Server(
            ServerConfig config,
            Seams seams,
            OpenedLog opened,
            Neighbours neighbours,
            Forwarding forwarding,
            Consumer<Throwable> stopped)
            throws RaftStartException {
        this.config = config;
        ServerConfig.Identity identity = config.identity();
        String datacenter = identity.datacenter();
        timers = new TimerWheel(seams.ticker());
        timerThread = TimerThread.drive(timers, "server-timers");
        Telemetry telemetry = seams.telemetry();
        Meter meter = new Meter(telemetry, seams.ticker());
        StateStore states = new StateStore(
                wakes, seams.ticker(), seams.clock(), config.mesh().enabled());
        ServerStateMachine machine = new ServerStateMachine(states, meter);
        LateListener listener = new LateListener();
        try {
            log = opened.start(machine, listener, neighbours.transport());
        } catch (RaftStartException e) {
            listener.abandon();
            closeThreads();
            throw e;
        }
        leadership = new Leadership(log, timers, config.holdTimeout(), wakes);
        departure = new Departure(log, identity.nodeId(), timers, seams.ticker());
        Writes writes = new Writes(log, leadership, meter);
        Observations observations = new Observations(seams.clock());
        viewers = access(config, seams).over(states::current, observations);
        Ids ids = new Ids(seams.random());
        queries = new LocalQueries(
                datacenter,
                states::current,
                viewers,
                log,
                leadership,
                timers,
                seams.random(),
                wakes,
                config.readLimits(),
                meter);
        states.listen(new StateListener() {
            @Override
            public void replaced() {
                wakes.execute(queries::abandon);
            }
        });

        SessionTimers sessionTimers = new SessionTimers(states::current, writes, timers, workers, datacenter, meter);
        TombstoneReaper reaper =
                new TombstoneReaper(writes, timers, workers, seams.ticker(), machine::lastIndex, datacenter, telemetry);
        CoordinateBatches batches = new CoordinateBatches(writes, timers, workers, config.coordinatePeriod());
        states.listen(sessionTimers);
        states.listen(reaper);
        ServerTable servers = neighbours.servers();
        Autopilot autopilot = new Autopilot(
                new Autopilot.Parts(
                        identity.nodeId(),
                        log,
                        states::current,
                        neighbours.pool(),
                        servers,
                        neighbours.calls(),
                        seams.clock(),
                        timers,
                        workers),
                config.healthPeriod());
        MemberRegistration registration = new MemberRegistration(
                states::current,
                writes,
                servers,
                new RaftMembers(identity.nodeId(), log, servers),
                new MemberRegistration.Self(
                        datacenter, identity.nodeName(), identity.taggedAddresses(), identity.nodeMeta()),
                autopilot::admitted);
        Reconciler reconciler =
                new Reconciler(neighbours.pool(), identity.nodeName(), registration, log, timers, workers, meter);
        List<Duty> begun = new ArrayList<>();
        begun.add(new NewLeaderEvent(neighbours.pool(), identity.nodeName()));
        if (config.acl().enabled()) {
            String secret = config.acl().managementSecret();
            begun.add(new AclDefaults(states::current, writes, secret, ids::next, seams.clock()));
            begun.add(new AclUpkeep(states::current, writes, ids::next, seams.clock(), timers, workers));
        }
        begun.addAll(List.of(
                reaper,
                sessionTimers,
                new AutopilotDefaults(states::current, writes, config.autopilot(), datacenter),
                autopilot,
                reconciler,
                batches));
        mesh = config.mesh().enabled() ? mesh(config, seams, states, writes, ids) : null;
        if (mesh != null) {
            begun.add(mesh.duty());
        }
        duties = new LeaderDuties(log, leadership, begun, timers, workers, stopped, meter);
        bootstrap = new Bootstrap(
                config.bootstrapExpect(), identity.nodeId(), log, servers, neighbours.calls(), timers, workers);

        Here gate = new Here(datacenter, viewers);
        LocalOperator operator = new LocalOperator(gate, log, servers, autopilot, writes);
        LocalAcls acls = new LocalAcls(
                new AclParts(gate, states::current, writes, ids, seams.clock(), workers),
                new BootstrapReset(config.acl().home()),
                new AuthMethods(seams.clock(), seams.ticker()),
                new OidcAttempts(seams.random(), seams.ticker()));
        BackendParts here = new BackendParts(
                queries,
                queries,
                new LocalKvs(gate, states.lockDelays(), writes),
                new LocalCatalog(gate, states::current, writes),
                new LocalSessions(
                        gate, states::current, leadership, writes, sessionTimers, ids, config.minSessionTtl(), meter),
                new LocalTxns(gate, states::current, states.lockDelays(), writes),
                new LocalPreparedQueries(
                        gate,
                        new LocalPreparedQueries.Parts(states::current, queries, writes, OtherDatacenters.NONE),
                        ids,
                        seams.random(),
                        seams.ticker(),
                        telemetry),
                new LocalCoordinates(
                        gate, states::current, identity.nodeName(), leadership, batches, forwarding.places()),
                new LocalStatus(gate, log),
                operator,
                new LocalSnapshots(
                        gate,
                        machine::portable,
                        log,
                        leadership,
                        writes,
                        duties::again,
                        ids::next,
                        seams.clock(),
                        config.scratch()),
                new GuardedEventFire(gate, forwarding.events()),
                new GuardedKeyring(gate, forwarding.keyring()),
                acls,
                new LocalConnectCa(gate, mesh),
                new LocalAclInsight(gate, states::current, observations),
                new Stats(log, machine, leadership, config.acl().enabled())::sections);
        LeaderCalls leader = new LeaderCalls(identity.nodeId(), log, forwarding.servers(), forwarding.client(), timers);
        Router router = new Router(datacenter, leadership, seams.ticker(), seams.random(), config.holdTimeout());
        backend = routed(here, router, leader);
        enrolments = new Enrolments(
                gate,
                config.acl().enabled() ? acls : null,
                mesh == null ? null : mesh.signer(),
                router,
                leader,
                workers);
        ServerFigures.usage(telemetry, datacenter, states::current);
        ServerFigures.work(telemetry, queries, sessionTimers);
        ServerFigures.autopilot(telemetry, autopilot);
        listener.complete(duties);
        neighbours.pool().listen(event -> {
            if (event.kind() == SerfEvent.Kind.JOIN) {
                bootstrap.look();
            }
        });
        bootstrap.look();
    }

    private static AccessControl access(ServerConfig config, Seams seams) {
        AclSettings settings = config.acl();
        if (!settings.enabled()) {
            return seams.access();
        }
        PolicyCompiler compiler =
                new PolicyCompiler(config.identity().datacenter(), settings.otherwise(), KEPT_POLICIES);
        Meter meter = new Meter(seams.telemetry(), seams.ticker());
        AccessControl enforced = new AccessControl(
                states -> new MeteredTokens(new StateTokens(states, compiler, seams.clock(), KEPT_TOKENS), meter),
                settings.keyLists());
        return settings.dryRun() ? enforced.tried(new DryRun(seams.ticker(), seams.telemetry())) : enforced;
    }

    private Mesh mesh(ServerConfig config, Seams seams, StateStore states, Writes writes, Ids ids) {
        return new Mesh(
                config.mesh().provider(),
                config.mesh().config(),
                config.holdTimeout(),
                new Mesh.Parts(
                        config.identity().datacenter(),
                        config.mesh().domain(),
                        states::current,
                        writes,
                        ids::next,
                        seams.clock(),
                        seams.ticker(),
                        timers,
                        workers));
    }

    /// How agents without a certificate get one here.
    public Enrolment enrolment(EnrolmentSettings settings) {
        return enrolments.by(settings);
    }

    /// What this server may not answer goes to the leader.
    private Backend routed(Backend here, Router router, LeaderCalls calls) {
        String datacenter = config.identity().datacenter();
        RemoteQueries remote = new RemoteQueries(datacenter, new RpcMethods(), calls, workers);
        Backend leader = RemoteBackend.over(
                datacenter, calls, remote, new RemoteSnapshots(datacenter, calls, timers, workers), here::stats);
        return RoutedBackend.between(
                here, leader, router, new RoutedQueries(router, queries, remote, config.readLimits()));
    }

    /// How it was set up.
    public ServerConfig config() {
        return config;
    }

    /// What tokens stand for by this server's own state.
    public Tokens tokens() {
        return viewers.tokens();
    }

    @Override
    public Queries queries() {
        return backend.queries();
    }

    @Override
    public Standings standings() {
        return backend.standings();
    }

    @Override
    public Kvs kvs() {
        return backend.kvs();
    }

    @Override
    public Catalog catalog() {
        return backend.catalog();
    }

    @Override
    public Sessions sessions() {
        return backend.sessions();
    }

    @Override
    public Txns txns() {
        return backend.txns();
    }

    @Override
    public PreparedQueries preparedQueries() {
        return backend.preparedQueries();
    }

    @Override
    public Coordinates coordinates() {
        return backend.coordinates();
    }

    @Override
    public Status status() {
        return backend.status();
    }

    @Override
    public Operator operator() {
        return backend.operator();
    }

    @Override
    public Snapshots snapshots() {
        return backend.snapshots();
    }

    @Override
    public Acls acls() {
        return backend.acls();
    }

    /// The log, for whoever assembles a cluster.
    ReplicatedLog log() {
        return log;
    }

    /// What this server says of its own log (`Status.RaftStats`).
    public ServerStats raftStats() {
        return RaftStats.of(log.status());
    }

    /// Whether this server still waits for others to begin a cluster with.
    public boolean expectsOthers() {
        return bootstrap.expecting();
    }

    /// Whether this server leads and has begun a leader's duties.
    public boolean isReady() {
        return leadership.ready();
    }

    @Override
    public EventFire events() {
        return backend.events();
    }

    @Override
    public Keyring keyring() {
        return backend.keyring();
    }

    @Override
    public ConnectCa connectCa() {
        return backend.connectCa();
    }

    @Override
    public AclInsight aclInsight() {
        return backend.aclInsight();
    }

    @Override
    public Map<String, SortedMap<String, String>> stats() {
        return backend.stats();
    }

    /// Gauges: reads that wait, and the different questions among them.
    public ParkedReads parkedReads() {
        return new ParkedReads(queries.parked(), queries.groups());
    }

    /// How much is parked.
    ///
    /// @param reads     that wait for news
    /// @param questions that differ among them
    public record ParkedReads(int reads, int questions) {}

    /// The first step of leaving for good (`server.md` §11), before gossip is told: a leader hands over to another
    /// voter, or takes itself out of the configuration when none takes over. Requests are refused from now on. The
    /// new leader takes this server out when gossip says that it has left.
    ///
    /// @return complete when this server does not lead any more; does not fail
    public CompletableFuture<Void> leave() {
        return departure.leave(leadership::close);
    }

    /// The last step of leaving, after gossip was told: waits until the leader has taken this server out, or it takes
    /// too long. Blocks.
    ///
    /// @return whether this server is out
    public boolean awaitRemoval(Duration limit) throws InterruptedException {
        return departure.awaitRemoval(limit);
    }

    /// Stops everything; idempotent. Reads that wait fail, commands on their way may or may not be applied.
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        bootstrap.close();
        departure.handOver();
        leadership.close();
        queries.close();
        log.close();
        duties.close();
        closeThreads();
    }

    private void closeThreads() {
        timerThread.close();
        workers.shutdownNow();
        wakes.shutdown();
        try {
            if (!wakes.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                wakes.shutdownNow();
            }
        } catch (InterruptedException e) {
            wakes.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
