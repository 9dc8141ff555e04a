package io.praetor.agent.telemetry;

import io.praetor.model.agent.MetricsSummary;
import io.praetor.model.agent.MetricsSummary.GaugeValue;
import io.praetor.model.agent.MetricsSummary.Sampled;
import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Gauge;
import io.praetor.model.telemetry.Label;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.model.telemetry.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All figures of an agent. Owners count into handles on any thread; a collector calls [#tick], which ends an interval
/// when its time is over.
public final class Figures implements Telemetry {
    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);

    /// An interval; they begin at whole multiples of it.
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    /// Sets of labels of one name, kinds apart. What a client can invent (names of services nobody has) must not fill
    /// the memory.
    static final int MOST_OF_A_NAME = 2_000;

    /// Figures altogether.
    static final int MOST = 20_000;

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss +0000 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final TelemetrySettings settings;
    private final @Nullable PushQueue queue;
    private final Kind<Figure.Count> counts = new Kind<>();
    private final Kind<Figure.Level> levels = new Kind<>();
    private final Kind<Figure.Timing> timings = new Kind<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile PrefixFilter filter;
    /// The number of the present interval since 1970; guarded by this for writing.
    private volatile long interval;
    private @Nullable MetricsSummary last;
    /// How many intervals have ended.
    private long ended;

    /// The figures of one kind.
    private static final class Kind<F extends Figure> {
        private final Map<Series, F> figures = new ConcurrentHashMap<>();
        private final Map<String, AtomicInteger> ofName = new ConcurrentHashMap<>();

        Collection<F> all() {
            return figures.values();
        }
    }

    /// @param now when the first interval, which is likely to be a short one, begins
    public Figures(TelemetrySettings settings, Instant now) {
        this.settings = settings;
        this.queue = settings.pushes() ? new PushQueue() : null;
        this.filter = settings.filter();
        this.interval = number(now);
    }

    private static long number(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), INTERVAL.toSeconds());
    }

    /// Durations for those who want each; null when nobody does.
    @Nullable PushQueue queue() {
        return queue;
    }

    TelemetrySettings settings() {
        return settings;
    }

    long interval() {
        return interval;
    }

    // ---- handles

    @Override
    public Counter counter(String name, Label... labels) {
        Series series = series("", name, labels);
        Counter found = find(counts, series, key -> new Figure.Count(key, interval));
        return found == null ? NONE.counter(name) : found;
    }

    @Override
    public Gauge gauge(String name, Label... labels) {
        Gauge found = find(levels, series(settings.gaugeHost(), name, labels), Figure.Level::new);
        return found == null ? NONE.gauge(name) : found;
    }

    @Override
    public Timer timer(String name, Label... labels) {
        Series series = series("", name, labels);
        boolean ranked = settings.hasPrometheus();
        Timer found = find(timings, series, key -> new Figure.Timing(key, ranked, queue, interval));
        return found == null ? NONE.timer(name) : found;
    }

    @Override
    public void poll(String name, DoubleSupplier value, Label... labels) {
        Figure.Level level = find(levels, series(settings.gaugeHost(), name, labels), Figure.Level::new);
        if (level != null) {
            level.askFrom(value);
        }
    }

    private Series series(String host, String name, Label... labels) {
        StringBuilder whole = new StringBuilder();
        for (String part : List.of(settings.prefix(), host)) {
            if (!part.isEmpty()) {
                whole.append(part).append('.');
            }
        }
        return new Series(whole.append(name).toString(), name, List.of(labels));
    }

    private <F extends Figure> @Nullable F find(Kind<F> kind, Series series, Function<Series, F> make) {
        F known = kind.figures.get(series);
        if (known != null) {
            return known;
        }
        AtomicInteger ofName = kind.ofName.computeIfAbsent(series.name(), _ -> new AtomicInteger());
        if (ofName.get() >= MOST_OF_A_NAME || size.get() >= MOST) {
            if (told.compareAndSet(false, true)) {
                LOG.atWarn().addKeyValue("name", series.name()).log("Too many figures, further ones are not kept");
            }
            return null;
        }
        return kind.figures.computeIfAbsent(series, key -> {
            ofName.incrementAndGet();
            size.incrementAndGet();
            F made = make.apply(key);
            made.allow(filter.allows(key.name()));
            return made;
        });
    }

    /// Takes other rules over.
    public void filter(PrefixFilter rules) {
        filter = rules;
        for (Kind<? extends Figure> kind : List.of(counts, levels, timings)) {
            kind.all()
                    .forEach(figure -> figure.allow(rules.allows(figure.series().name())));
        }
    }

    // ---- what is known

    List<Figure.Count> counts() {
        return sorted(counts);
    }

    List<Figure.Level> levels() {
        return sorted(levels);
    }

    List<Figure.Timing> timings() {
        return sorted(timings);
    }

    private static <F extends Figure> List<F> sorted(Kind<F> kind) {
        List<F> figures = Figure.allowed(kind.all());
        figures.sort(Comparator.comparing(Figure::series));
        return figures;
    }

    /// Ends the present interval when it is over; called at least once an interval.
    ///
    /// @return the figures of the interval that has ended; null when none has
    public @Nullable MetricsSummary tick(Instant now) {
        long present = number(now);
        synchronized (this) {
            if (present == interval) {
                return null;
            }
            MetricsSummary summary = summary(figure -> figure.roll(interval));
            interval = present;
            last = summary;
            ended++;
            notifyAll();
            return summary;
        }
    }

    /// The last interval that is over, or the first one while it lasts.
    public synchronized MetricsSummary summary() {
        return last != null ? last : summary(figure -> figure.tally.peek());
    }

    /// The next interval that ends; waits for it.
    public synchronized MetricsSummary next() throws InterruptedException {
        long before = ended;
        while (ended == before) {
            wait();
        }
        return summary();
    }

    private MetricsSummary summary(Function<Figure.Summed, Aggregate> take) {
        Instant begin = Instant.ofEpochSecond(interval * INTERVAL.toSeconds());
        List<GaugeValue> gauges = new ArrayList<>();
        for (Figure.Level level : levels()) {
            double value = level.value();
            if (Double.isFinite(value)) {
                gauges.add(new GaugeValue(
                        level.series().name(), value, level.series().labelMap()));
            }
        }
        return new MetricsSummary(
                TIMESTAMP.format(begin), gauges, List.of(), sampled(counts(), take), sampled(timings(), take));
    }

    private static List<Sampled> sampled(
            List<? extends Figure.Summed> figures, Function<Figure.Summed, Aggregate> take) {
        List<Sampled> sampled = new ArrayList<>();
        for (Figure.Summed figure : figures) {
            Aggregate seen = take.apply(figure);
            if (seen.count() > 0) {
                sampled.add(new Sampled(
                        figure.series().name(),
                        seen.count(),
                        seen.sum() / INTERVAL.toSeconds(),
                        seen.sum(),
                        seen.min(),
                        seen.max(),
                        seen.mean(),
                        seen.deviation(),
                        figure.series().labelMap()));
            }
        }
        return sampled;
    }
}
