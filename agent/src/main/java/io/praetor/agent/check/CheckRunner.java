package io.praetor.agent.check;

import io.praetor.agent.check.probe.Finding;
import io.praetor.agent.check.probe.Probe;
import io.praetor.agent.check.probe.Probes;
import io.praetor.model.GoDuration;
import io.praetor.model.catalog.CheckType;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.model.telemetry.Timer;
import io.praetor.server.TimerThread;
import io.praetor.server.TimerWheel;
import io.praetor.server.assembly.Seams;
import io.praetor.server.query.Queries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs checks by the ten thousand: a small object and a place in a timer wheel for each, one event loop for all that
/// look over the network, one thread for the output of all scripts. How many look at once is bounded; the others wait
/// their turn in the order they were due.
public final class CheckRunner implements Checks {
    private static final Logger LOG = LoggerFactory.getLogger(CheckRunner.class);

    /// No check looks more often.
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

    /// Connections at a time, where the process may have so many. Each costs a file descriptor and some kilobytes.
    private static final int CONNECTIONS = 4_096;

    /// Programs at a time. Each costs a thread of the JDK's besides itself.
    private static final int PROGRAMS = 128;

    /// Bytes that an alias may add to the output it shows: aliases of each other would add to it for ever.
    private static final int QUOTATIONS = 1_024;

    private final String node;
    private final int outputMaxSize;
    private final Seams seams;
    private final TimerWheel wheel;
    private final BiFunction<CheckType, Integer, @Nullable Probe> probes;
    private final LocalHealth health;
    private final Queries queries;
    private final CheckListener listener;
    private final Timer lateness;
    private final Turnstile connections = new Turnstile(Descriptors.forChecks(CONNECTIONS));
    private final Turnstile programs = new Turnstile(PROGRAMS);
    private final Map<String, Entry> running = new ConcurrentHashMap<>();
    private final List<AutoCloseable> owned = new ArrayList<>();

    private record Entry(CheckType type, RunningCheck check) {}

    /// @param wheel  driven by the caller
    /// @param probes makes a probe of a type and the bytes of output to keep
    CheckRunner(
            CheckSettings settings,
            Seams seams,
            TimerWheel wheel,
            BiFunction<CheckType, Integer, @Nullable Probe> probes,
            LocalHealth health,
            Queries queries,
            Telemetry telemetry,
            CheckListener listener) {
        node = settings.node();
        outputMaxSize = settings.outputMaxSize();
        this.seams = seams;
        this.wheel = wheel;
        this.probes = probes;
        this.health = health;
        this.queries = queries;
        this.listener = listener;
        lateness = telemetry.timer("agent.checks.late");
        telemetry.poll("agent.checks.running", running::size);
        telemetry.poll("agent.checks.looking", () -> connections.inside() + programs.inside());
        telemetry.poll("agent.checks.waiting", () -> connections.waiting() + programs.waiting());
    }

    /// A runner that nothing runs on yet.
    ///
    /// @param queries  what aliases of other nodes read
    /// @param listener hears what checks find; while it is told something it must not wait for [#stop]
    public static CheckRunner open(
            CheckSettings settings,
            Seams seams,
            LocalHealth health,
            Queries queries,
            Telemetry telemetry,
            CheckListener listener) {
        TimerWheel wheel = new TimerWheel(seams.ticker());
        Probes probes = new Probes(settings.probes());
        CheckRunner runner = new CheckRunner(settings, seams, wheel, probes::of, health, queries, telemetry, listener);
        runner.owned.add(TimerThread.drive(wheel, "check-timer"));
        runner.owned.add(probes);
        return runner;
    }

    @Override
    public void start(Spec spec) {
        RunningCheck check = make(spec);
        Entry before = running.put(spec.checkId(), new Entry(spec.type(), check));
        if (before != null) {
            before.check.stop();
        }
        check.start();
    }

    private RunningCheck make(Spec spec) {
        CheckType type = spec.type();
        String id = spec.checkId();
        int limit = type.outputMaxSize() > 0 ? Math.min(type.outputMaxSize(), outputMaxSize) : outputMaxSize;
        PeriodicCheck.Outlet outlet = new PeriodicCheck.Outlet() {
            @Override
            public void tell(Finding finding) {
                listener.checked(id, finding.status(), finding.output());
            }
        };
        if (type.ttl() > 0) {
            return new TtlCheck(Duration.ofNanos(type.ttl()), limit, wheel, seams.clock(), outlet);
        }
        Probe probe = probes.apply(type, limit);
        if (probe != null) {
            return periodic(id, type, probe, outlet);
        }
        PeriodicCheck.Outlet quoting = found ->
                outlet.tell(new Finding(found.status(), TtlCheck.cut(found.output(), limit + QUOTATIONS), true));
        if (!type.aliasNode().isEmpty()) {
            return new AliasCheck(
                    new RemoteAlias(queries, type.aliasNode(), type.aliasService(), id, spec.token()), wheel, quoting);
        }
        if (!type.aliasService().isEmpty()) {
            return new AliasCheck(new LocalAlias(health, type.aliasService(), id, node), wheel, quoting);
        }
        throw new IllegalArgumentException("Check type is not valid");
    }

    private PeriodicCheck periodic(String id, CheckType type, Probe probe, PeriodicCheck.Outlet outlet) {
        long interval = type.interval();
        if (interval < SHORTEST_INTERVAL.toNanos()) {
            LOG.atWarn()
                    .addKeyValue("check", id)
                    .addKeyValue("interval", GoDuration.format(interval))
                    .addKeyValue("minimum_interval", GoDuration.format(SHORTEST_INTERVAL.toNanos()))
                    .log("check has interval below minimum");
            interval = SHORTEST_INTERVAL.toNanos();
        }
        return new PeriodicCheck(
                probe,
                interval,
                seams.random().nextLong(interval),
                Thresholds.of(type),
                probe.kind() == Probe.Kind.NETWORK ? connections : programs,
                wheel,
                seams.ticker(),
                lateness,
                outlet);
    }

    @Override
    public void stop(String checkId) {
        Entry entry = running.remove(checkId);
        if (entry != null) {
            entry.check.stop();
        }
    }

    @Override
    public @Nullable TtlState updateTtl(String checkId, String status, String output) {
        Entry entry = running.get(checkId);
        return entry != null && entry.check instanceof TtlCheck ttl ? ttl.update(status, output) : null;
    }

    @Override
    public void restoreTtl(String checkId, String output, Instant expires) {
        Entry entry = running.get(checkId);
        if (entry != null && entry.check instanceof TtlCheck ttl) {
            ttl.restore(output, expires);
        }
    }

    @Override
    public Counts counts() {
        int ttls = 0;
        int monitors = 0;
        int all = 0;
        for (Entry entry : running.values()) {
            all++;
            CheckType type = entry.type;
            List<String> words = type.scriptArgs();
            if (type.ttl() > 0) {
                ttls++;
            } else if (words != null
                    && !words.isEmpty()
                    && type.dockerContainerId().isEmpty()) {
                monitors++;
            }
        }
        return new Counts(ttls, monitors, all);
    }

    @Override
    public void close() {
        running.keySet().forEach(this::stop);
        for (AutoCloseable each : owned) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException("checks did not end", e);
            }
        }
    }
}
