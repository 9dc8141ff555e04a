package io.praetor.server.assembly;

import io.praetor.raft.Raft;
import io.praetor.raft.RaftStartException;
import io.praetor.raft.RaftTransport;
import io.praetor.raft.ReplicatedLog;
import io.praetor.server.TimerThread;
import io.praetor.server.TimerWheel;
import io.praetor.server.endpoint.Catalog;
import io.praetor.server.endpoint.Coordinates;
import io.praetor.server.endpoint.Ids;
import io.praetor.server.endpoint.Kvs;
import io.praetor.server.endpoint.Operator;
import io.praetor.server.endpoint.Sessions;
import io.praetor.server.endpoint.Snapshots;
import io.praetor.server.endpoint.Status;
import io.praetor.server.endpoint.Txns;
import io.praetor.server.fsm.ServerStateMachine;
import io.praetor.server.leader.AutopilotDefaults;
import io.praetor.server.leader.CoordinateBatches;
import io.praetor.server.leader.LeaderDuties;
import io.praetor.server.leader.Leadership;
import io.praetor.server.leader.SelfRegistration;
import io.praetor.server.leader.SessionTimers;
import io.praetor.server.leader.TombstoneReaper;
import io.praetor.server.leader.Writes;
import io.praetor.server.query.LocalQueries;
import io.praetor.server.query.Queries;
import io.praetor.server.state.StateListener;
import io.praetor.server.state.StateStore;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One server, whole. Everything in it is started and stopped here.
public final class Server implements AutoCloseable {
    /// Parked reads are woken by as many threads: one busy question does not keep the others waiting.
    private static final int WAKE_THREADS = 2;

    /// How long threads get to end what they do.
    private static final long CLOSE_SECONDS = 5;

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
    private final LocalQueries queries;
    private final Kvs kvs;
    private final Catalog catalog;
    private final Sessions sessions;
    private final Txns txns;
    private final Coordinates coordinates;
    private final Status status;
    private final Operator operator;
    private final Snapshots snapshots;
    private final Stats stats;
    private boolean closed;

    /// Opens the server's log and begins to take part. It answers as soon as somebody leads; requests that come earlier
    /// wait.
    ///
    /// @param transport taken over
    /// @param stopped   told when the log has stopped for good; the process should end
    /// @throws RaftStartException with one clear line for the user
    public static Server start(ServerConfig config, Seams seams, RaftTransport transport, Consumer<Throwable> stopped)
            throws RaftStartException {
        return new Server(config, seams, transport, stopped);
    }

    private Server(ServerConfig config, Seams seams, RaftTransport transport, Consumer<Throwable> stopped)
            throws RaftStartException {
        this.config = config;
        ServerConfig.Identity identity = config.identity();
        String datacenter = identity.datacenter();
        timers = new TimerWheel(seams.ticker());
        timerThread = TimerThread.drive(timers, "server-timers");
        StateStore states = new StateStore(wakes, seams.ticker());
        ServerStateMachine machine = new ServerStateMachine(states);
        LateListener listener = new LateListener();
        try {
            log = Raft.start(config.raft(), machine, listener, transport, seams.random());
        } catch (RaftStartException e) {
            listener.abandon();
            closeThreads();
            throw e;
        }
        leadership = new Leadership(log, timers, config.holdTimeout(), wakes);
        Writes writes = new Writes(log, leadership);
        queries = new LocalQueries(
                datacenter, states::current, log, leadership, timers, seams.random(), wakes, config.readLimits());
        states.listen(new StateListener() {
            @Override
            public void replaced() {
                wakes.execute(queries::abandon);
            }
        });

        SessionTimers sessionTimers = new SessionTimers(states::current, writes, timers, workers, datacenter);
        TombstoneReaper reaper =
                new TombstoneReaper(writes, timers, workers, seams.ticker(), machine::lastIndex, datacenter);
        CoordinateBatches batches = new CoordinateBatches(writes, timers, workers, config.coordinatePeriod());
        states.listen(sessionTimers);
        states.listen(reaper);
        SelfRegistration registration =
                new SelfRegistration(states::current, writes, timers, workers, member(identity));
        AutopilotDefaults autopilot = new AutopilotDefaults(states::current, writes, config.autopilot(), datacenter);
        duties = new LeaderDuties(
                log,
                leadership,
                List.of(reaper, sessionTimers, autopilot, registration, batches),
                timers,
                workers,
                stopped);

        Ids ids = new Ids(seams.random());
        kvs = new Kvs(datacenter, states.lockDelays(), writes);
        catalog = new Catalog(datacenter, writes);
        sessions = new Sessions(
                datacenter, states::current, leadership, writes, sessionTimers, ids, config.minSessionTtl());
        txns = new Txns(datacenter, states.lockDelays(), writes);
        coordinates = new Coordinates(datacenter, identity.nodeName(), leadership, batches);
        status = new Status(datacenter, log);
        Operator.Self self = new Operator.Self(identity.nodeId(), identity.nodeName(), identity.version());
        operator = new Operator(datacenter, self, log, states::current, writes, seams.clock());
        snapshots = new Snapshots(
                datacenter,
                machine::portable,
                log,
                leadership,
                writes,
                duties::again,
                ids::next,
                seams.clock(),
                config.scratch());
        stats = new Stats(log, machine, leadership);
        listener.complete(duties);
    }

    private static SelfRegistration.Member member(ServerConfig.Identity identity) {
        return new SelfRegistration.Member(
                identity.datacenter(),
                identity.nodeId(),
                identity.nodeName(),
                identity.address(),
                identity.port(),
                identity.version(),
                identity.taggedAddresses(),
                identity.nodeMeta());
    }

    /// How it was set up.
    public ServerConfig config() {
        return config;
    }

    /// Reads of the state.
    public Queries queries() {
        return queries;
    }

    /// Changes of keys.
    public Kvs kvs() {
        return kvs;
    }

    /// Registering and deregistering.
    public Catalog catalog() {
        return catalog;
    }

    /// Sessions.
    public Sessions sessions() {
        return sessions;
    }

    /// Transactions.
    public Txns txns() {
        return txns;
    }

    /// Where nodes are.
    public Coordinates coordinates() {
        return coordinates;
    }

    /// Who leads.
    public Status status() {
        return status;
    }

    /// What operators see and do.
    public Operator operator() {
        return operator;
    }

    /// Saving and restoring the state.
    public Snapshots snapshots() {
        return snapshots;
    }

    /// Whether this server leads and has begun a leader's duties.
    public boolean isReady() {
        return leadership.ready();
    }

    /// Figures for `agent/self` by section: `consul`, `raft`, `serf_lan`, `serf_wan`.
    public Map<String, SortedMap<String, String>> stats() {
        return stats.sections();
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

    /// Gives leadership up and leaves the configuration, when there are others to carry on (`server.md` §11). Requests
    /// are refused from now on.
    public CompletableFuture<Void> leave() {
        boolean others = log.membership().members().size() > 1;
        boolean leads = log.isLeader();
        leadership.close();
        if (!others || !leads) {
            return CompletableFuture.completedFuture(null);
        }
        return log.remove(config.identity().nodeId());
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
