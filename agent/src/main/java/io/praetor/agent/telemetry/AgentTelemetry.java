package io.praetor.agent.telemetry;

import io.praetor.http.TelemetryApi;
import io.praetor.model.agent.MetricsSummary;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The figures of a running agent: ends their intervals, sends them on, shows them. Nothing of it runs before the agent
/// is up for a second.
public final class AgentTelemetry implements TelemetryApi, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentTelemetry.class);

    /// How often the clock is looked at.
    private static final long TICK_MILLIS = 1_000;

    /// How often durations are sent.
    private static final long PUSH_MILLIS = 100;

    private final Figures figures;
    private final InstantSource clock;
    private final ScheduledExecutorService collector = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("telemetry").factory());
    private @Nullable Pump pump;
    private @Nullable Map<String, String> help;

    /// Counts from now on; [#start] begins to collect.
    public AgentTelemetry(TelemetrySettings settings, InstantSource clock) {
        this.clock = clock;
        this.figures = new Figures(settings, clock.instant());
        RuntimeFigures.addTo(figures);
    }

    /// Begins to collect and to send. Called once.
    public void start() {
        PushQueue queue = figures.queue();
        Pump sending = queue == null ? null : new Pump(figures, queue);
        pump = sending;
        every(TICK_MILLIS, () -> tick(sending));
        if (sending != null) {
            every(PUSH_MILLIS, sending::timings);
        }
    }

    /// A figure that cannot be had must not end the collecting of all others.
    private void every(long millis, Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("Collecting figures failed");
            }
        };
        var _ = collector.scheduleWithFixedDelay(guarded, millis, millis, TimeUnit.MILLISECONDS);
    }

    /// Where everybody counts.
    public Figures figures() {
        return figures;
    }

    private void tick(@Nullable Pump sending) {
        MetricsSummary ended = figures.tick(clock.instant());
        if (sending == null) {
            return;
        }
        sending.counts();
        if (ended != null) {
            sending.levels();
        }
        PushQueue queue = figures.queue();
        long dropped = queue == null ? 0 : queue.dropped();
        if (dropped > 0) {
            LOG.atDebug().addKeyValue("dropped", dropped).log("Durations came faster than they could be sent");
        }
    }

    @Override
    public MetricsSummary metrics() {
        return figures.summary();
    }

    @Override
    public MetricsSummary nextMetrics() throws InterruptedException {
        return figures.next();
    }

    @Override
    public synchronized @Nullable String prometheus() {
        if (!figures.settings().hasPrometheus()) {
            return null;
        }
        Map<String, String> known = help;
        if (known == null) {
            known = Meanings.load();
            help = known;
        }
        return PrometheusText.of(figures, known);
    }

    /// Stops collecting and sending; what is counted afterwards is lost.
    @Override
    public void close() {
        collector.shutdownNow();
        if (pump != null) {
            pump.close();
        }
    }
}
