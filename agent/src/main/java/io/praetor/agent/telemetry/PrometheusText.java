package io.praetor.agent.telemetry;

import io.praetor.model.telemetry.Label;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Figures in Prometheus' text format 0.0.4. Counters keep their names as they are, durations are summaries in
/// milliseconds: what dashboards for the original expect.
final class PrometheusText {
    private static final List<String> PARTS = List.of("0.5", "0.9", "0.99");

    private final Figures figures;
    private final Map<String, String> help;
    private final long oldest;
    private final StringBuilder out = new StringBuilder(16_384);
    /// The type each name was first printed with; a name has one.
    private final Map<String, String> types = new HashMap<>();
    private final Set<String> printed = new HashSet<>();

    private PrometheusText(Figures figures, Map<String, String> help) {
        this.figures = figures;
        this.help = help;
        long retained = figures.settings().prometheusRetention().dividedBy(Figures.INTERVAL) + 1;
        this.oldest = figures.interval() - retained;
    }

    /// All figures but those with labels that did not move during the retention time.
    ///
    /// @param help what names mean, without their prefix
    static String of(Figures figures, Map<String, String> help) {
        return new PrometheusText(figures, help).text();
    }

    private String text() {
        for (Figure.Count count : grouped(figures.counts())) {
            Figure.Totals totals = count.totals(figures.interval());
            if (isShown(count.series(), totals)) {
                begin(count.series(), "counter", "", labels(count.series().labels()), totals.sum());
            }
        }
        for (Figure.Level level : grouped(figures.levels())) {
            double value = level.value();
            if (!Double.isNaN(value)) {
                begin(level.series(), "gauge", "", labels(level.series().labels()), value);
            }
        }
        for (Figure.Timing timing : grouped(figures.timings())) {
            Figure.Totals totals = timing.totals(figures.interval());
            if (isShown(timing.series(), totals)) {
                summary(timing.series(), totals);
            }
        }
        return out.toString();
    }

    /// What will have one name stands together.
    private static <F extends Figure> List<F> grouped(List<F> figures) {
        figures.sort(Comparator.comparing((F figure) -> clean(figure.series().name()))
                .thenComparing(Figure::series));
        return figures;
    }

    private boolean isShown(Series series, Figure.Totals totals) {
        return series.labels().isEmpty() || totals.seen() >= oldest;
    }

    private void summary(Series series, Figure.Totals totals) {
        Map<String, String> labels = labels(series.labels());
        boolean isNew = begin(series, "summary", "_sum", labels, totals.sum());
        if (isNew) {
            String name = clean(series.name());
            line(name + "_count", labels, (double) totals.count());
            for (String part : PARTS) {
                Map<String, String> more = new TreeMap<>(labels);
                more.put("quantile", part);
                line(name, more, totals.recent().quantile(Double.parseDouble(part)));
            }
        }
    }

    /// Prints the first line of a figure, under the head of its name if that is new. A figure that after cleaning is
    /// the same as another one, or of another kind, is left out: one such line would spoil all the others.
    private boolean begin(Series series, String type, String suffix, Map<String, String> labels, double value) {
        String name = clean(series.name());
        String known = types.putIfAbsent(name, type);
        if ((known != null && !known.equals(type)) || !printed.add(name + labels)) {
            return false;
        }
        if (known == null) {
            String meaning = help.getOrDefault(series.plain(), name);
            out.append("# HELP ").append(name).append(' ').append(meaning).append('\n');
            out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        }
        line(name + suffix, labels, value);
        return true;
    }

    private void line(String name, Map<String, String> labels, double value) {
        out.append(name);
        char before = '{';
        for (Map.Entry<String, String> label : labels.entrySet()) {
            out.append(before).append(label.getKey()).append("=\"");
            escape(label.getValue());
            out.append('"');
            before = ',';
        }
        out.append(before == ',' ? "} " : " ").append(number(value)).append('\n');
    }

    private static Map<String, String> labels(List<Label> labels) {
        Map<String, String> map = new TreeMap<>();
        labels.forEach(label -> map.put(clean(label.name()).replace(':', '_'), label.value()));
        return map;
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '"' -> out.append("\\\"");
                case '\n' -> out.append("\\n");
                default -> out.append(c);
            }
        }
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    /// A name Prometheus takes: letters, digits, underscores and colons, no digit in front.
    static String clean(String name) {
        StringBuilder cleaned = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
            boolean digit = c >= '0' && c <= '9';
            if (digit && i == 0) {
                cleaned.append('_');
            }
            cleaned.append(letter || digit ? c : '_');
        }
        return cleaned.isEmpty() ? "_" : cleaned.toString();
    }
}
