package io.praetor.agent.config;

import io.praetor.model.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Typed reading of a merged configuration by dotted key. Faults of values are collected, so that a user sees all of
/// them.
final class Settings {
    private final Map<String, Object> root;
    private final String path;
    private final List<String> faults;

    Settings(Map<String, Object> root) {
        this(root, "", new ArrayList<>());
    }

    private Settings(Map<String, Object> root, String path, List<String> faults) {
        this.root = root;
        this.path = path;
        this.faults = faults;
    }

    /// An object of its own keys, whose faults are reported together with these.
    ///
    /// @param where stands before its keys in faults
    Settings within(Map<String, Object> object, String where) {
        return new Settings(object, path + where + ".", faults);
    }

    /// The whole merged configuration.
    Map<String, Object> root() {
        return root;
    }

    /// Adds a fault to those that [#check] reports, unless it is known.
    void fault(String fault) {
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }

    /// @throws ConfigException when a fault was found so far
    void check() throws ConfigException {
        if (!faults.isEmpty()) {
            throw ConfigException.of(faults);
        }
    }

    boolean has(String key) {
        return find(key) != null;
    }

    String text(String key, String absent) {
        return find(key) instanceof String text ? text : absent;
    }

    @Nullable String text(String key) {
        return find(key) instanceof String text ? text : null;
    }

    boolean bool(String key, boolean absent) {
        return find(key) instanceof Boolean bool ? bool : absent;
    }

    int integer(String key, int absent) {
        return Math.clamp(number(key, absent), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    long number(String key, long absent) {
        return find(key) instanceof Long number ? number : absent;
    }

    double real(String key, double absent) {
        return find(key) instanceof Double number ? number : absent;
    }

    Duration duration(String key, Duration absent) {
        if (!(find(key) instanceof String text)) {
            return absent;
        }
        return parse(key, text, absent);
    }

    /// A duration in the original's words; a fault under the key when it is none.
    Duration parse(String key, String text, Duration absent) {
        try {
            return Duration.ofNanos(GoDuration.parse(text));
        } catch (IllegalArgumentException e) {
            fault(path + key + ": invalid duration: \"" + text + "\": " + e.getMessage());
            return absent;
        }
    }

    /// A port; zero and below switch a listener off and become -1.
    int port(String key, int absent) {
        long port = number(key, absent);
        if (port > 65535) {
            fault(path + key + ": invalid port: " + port);
            return absent;
        }
        return port <= 0 ? -1 : (int) port;
    }

    List<String> texts(String key) {
        return find(key) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    /// The objects of a list.
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> objects(String key) {
        return find(key) instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .map(element -> (Map<String, Object>) element)
                        .toList()
                : List.of();
    }

    /// An object within this one; absent: null.
    @SuppressWarnings("unchecked")
    @Nullable Map<String, Object> object(String key) {
        return find(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
    }

    /// A map of texts in the order of the sources.
    Map<String, String> map(String key) {
        Map<String, String> map = new LinkedHashMap<>();
        if (find(key) instanceof Map<?, ?> found) {
            found.forEach((name, value) -> map.put(name.toString(), value.toString()));
        }
        return map;
    }

    /// One key has a dot in its own name, so what is left of a path may be a name.
    private @Nullable Object find(String key) {
        Object found = root;
        int from = 0;
        while (found instanceof Map<?, ?> map) {
            Object whole = map.get(key.substring(from));
            int dot = key.indexOf('.', from);
            if (whole != null || dot < 0) {
                return whole;
            }
            found = map.get(key.substring(from, dot));
            from = dot + 1;
        }
        return null;
    }
}
