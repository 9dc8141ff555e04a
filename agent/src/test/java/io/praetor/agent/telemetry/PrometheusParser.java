package io.praetor.agent.telemetry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads Prometheus' text format 0.0.4 as strictly as Prometheus does: heads before their lines, lines of a name
/// together, nothing twice. A text that is not in the format is an [AssertionError] naming the line.
final class PrometheusParser {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\"\\\\n])*)\",?");
    private static final Pattern LINE = Pattern.compile("([^{ ]+)(?:\\{(.*)})? (\\S+)", Pattern.DOTALL);

    private final Map<String, String> types = new HashMap<>();
    private final Map<String, Map<Map<String, String>, Double>> values = new HashMap<>();
    private final Set<String> closed = new HashSet<>();
    private String family = "";

    static PrometheusParser parse(String text) {
        PrometheusParser parser = new PrometheusParser();
        assertThatEnds(text);
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("# TYPE ")) {
                parser.type(line.split(" ", 4));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                parser.sample(line);
            }
        }
        return parser;
    }

    private static void assertThatEnds(String text) {
        check(text.isEmpty() || text.endsWith("\n"), "the last line has no end");
    }

    private void type(String[] words) {
        String name = words[2];
        check(NAME.matcher(name).matches(), name);
        check(types.put(name, words[3]) == null && !closed.contains(name), "second head of " + name);
        closed.add(family);
        family = name;
    }

    private void sample(String line) {
        Matcher matcher = LINE.matcher(line);
        check(matcher.matches(), line);
        String name = matcher.group(1);
        check(NAME.matcher(name).matches(), line);
        boolean summary = "summary".equals(types.get(family));
        boolean belongs =
                name.equals(family) || (summary && (name.equals(family + "_sum") || name.equals(family + "_count")));
        check(belongs, "\"" + line + "\" stands under " + family);
        Map<String, String> labels = labels(matcher.group(2), line);
        double value = switch (matcher.group(3)) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(matcher.group(3));
        };
        check(values.computeIfAbsent(name, _ -> new HashMap<>()).put(labels, value) == null, "twice: " + line);
    }

    private static Map<String, String> labels(String text, String line) {
        Map<String, String> labels = new TreeMap<>();
        if (text != null) {
            Matcher matcher = LABEL.matcher(text);
            int at = 0;
            while (matcher.find()) {
                check(matcher.start() == at, line);
                labels.put(matcher.group(1), matcher.group(2));
                at = matcher.end();
            }
            check(at == text.length(), line);
        }
        return labels;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    String type(String name) {
        return Objects.requireNonNull(types.get(name), name);
    }

    Set<String> names() {
        return types.keySet();
    }

    double value(String name, Map<String, String> labels) {
        Map<Map<String, String>, Double> found = Objects.requireNonNull(values.get(name), name);
        return Objects.requireNonNull(found.get(new TreeMap<>(labels)), () -> name + labels);
    }

    double quantile(String name, Map<String, String> labels, String part) {
        Map<String, String> all = new TreeMap<>(labels);
        all.put("quantile", part);
        return value(name, all);
    }
}
