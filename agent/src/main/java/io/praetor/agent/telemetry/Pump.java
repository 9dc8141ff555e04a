package io.praetor.agent.telemetry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Moves figures from the agent to those who are sent them. Durations go one by one, counters as what was added since
/// the last time, gauges as they are. One thread calls it.
final class Pump implements AutoCloseable {
    private final Figures figures;
    private final PushQueue queue;
    private final List<Receiver> receivers;
    /// How much of each counter is told already.
    private final Map<Figure.Count, Double> told = new HashMap<>();

    private record Receiver(StatsLine dialect, LineSender sender) {}

    /// @param queue where the figures put durations
    Pump(Figures figures, PushQueue queue) {
        this.figures = figures;
        this.queue = queue;
        TelemetrySettings settings = figures.settings();
        List<Receiver> all = new ArrayList<>();
        add(all, StatsLine.PLAIN, "statsd", settings.statsdAddress(), LineSender.Way.UDP);
        add(all, StatsLine.PLAIN, "statsite", settings.statsiteAddress(), LineSender.Way.TCP);
        add(all, StatsLine.TAGGED, "dogstatsd", settings.dogstatsdAddress(), LineSender.Way.UDP);
        receivers = List.copyOf(all);
    }

    private static void add(List<Receiver> all, StatsLine dialect, String name, String address, LineSender.Way way) {
        if (!address.isEmpty()) {
            all.add(new Receiver(dialect, new LineSender(name, address, way)));
        }
    }

    /// Sends the durations that wait.
    void timings() {
        queue.drain((figure, millis) -> tell(dialect -> dialect.timing(figures.settings(), figure.series(), millis)));
    }

    /// Sends what was counted meanwhile.
    void counts() {
        for (Figure.Count count : figures.counts()) {
            double sum = count.totals(figures.interval()).sum();
            Double before = told.put(count, sum);
            double added = sum - (before == null ? 0 : before);
            if (added != 0) {
                tell(dialect -> dialect.count(figures.settings(), count.series(), added));
            }
        }
    }

    /// Sends what gauges show.
    void levels() {
        for (Figure.Level level : figures.levels()) {
            double value = level.value();
            if (Double.isFinite(value)) {
                tell(dialect -> dialect.gauge(figures.settings(), level.series(), value));
            }
        }
    }

    private void tell(Function<StatsLine, String> line) {
        for (Receiver receiver : receivers) {
            receiver.sender.send(line.apply(receiver.dialect));
        }
    }

    @Override
    public void close() {
        receivers.forEach(receiver -> receiver.sender.close());
    }
}
