package io.praetor.server.login;

import io.praetor.model.GoDuration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The configuration of an auth method, taken apart by name, without regard to case. What nobody asks for is an error.
final class ConfigReader {
    private final Map<String, Object> left = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    ConfigReader(@Nullable Map<String, @Nullable Object> config) {
        if (config != null) {
            config.forEach((name, value) -> {
                String key = name.toLowerCase(Locale.ROOT);
                names.put(key, name);
                if (value != null) {
                    left.put(key, value);
                }
            });
        }
    }

    private @Nullable Object take(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        names.remove(key);
        return left.remove(key);
    }

    private void mismatch(String name, String wanted) {
        problems.add("'" + name + "' expected " + wanted);
    }

    String text(String name) {
        return switch (take(name)) {
            case null -> "";
            case String text -> text;
            default -> {
                mismatch(name, "a string");
                yield "";
            }
        };
    }

    List<String> texts(String name) {
        Object value = take(name);
        return switch (value) {
            case null -> List.of();
            // one alone stands for a list of one
            case String text -> List.of(text);
            case List<?> list
            when list.stream().allMatch(String.class::isInstance) ->
                list.stream().map(String.class::cast).toList();
            default -> {
                mismatch(name, "a list of strings");
                yield List.of();
            }
        };
    }

    Map<String, String> textMap(String name) {
        Map<String, String> pairs = new TreeMap<>();
        switch (take(name)) {
            case null -> {}
            case Map<?, ?> map
            when map.values().stream().allMatch(String.class::isInstance) ->
                map.forEach((key, value) -> pairs.put(String.valueOf(key), String.valueOf(value)));
            default -> mismatch(name, "a map of strings");
        }
        return pairs;
    }

    /// Nanoseconds: a text such as `10s`, or a number of nanoseconds.
    long duration(String name) {
        Object value = take(name);
        Long nanos = switch (value) {
            case null -> Long.valueOf(0);
            case String text -> text.isEmpty() ? Long.valueOf(0) : GoDuration.parseOrNull(text);
            case Number number -> Long.valueOf(number.longValue());
            default -> null;
        };
        if (nanos == null) {
            mismatch(name, "a duration");
            return 0;
        }
        return nanos;
    }

    boolean truth(String name) {
        return switch (take(name)) {
            case null -> false;
            case Boolean truth -> truth;
            default -> {
                mismatch(name, "a boolean");
                yield false;
            }
        };
    }

    /// Whether something is said under a name.
    boolean says(String name) {
        return switch (take(name)) {
            case null -> false;
            case String text -> !text.isEmpty() && !text.equals("0s");
            case Boolean on -> on;
            case Number number -> number.doubleValue() != 0;
            case List<?> list -> !list.isEmpty();
            default -> true;
        };
    }

    /// @throws LoginException when something had the wrong type, or was not asked for
    void finish(String method) throws LoginException {
        if (!names.isEmpty()) {
            problems.add("'' has invalid keys: " + String.join(", ", new TreeSet<>(names.values())));
        }
        if (!problems.isEmpty()) {
            throw new LoginException("error decoding config for auth method \"" + method + "\": " + problems.size()
                    + " error(s) decoding:\n\n* " + String.join("\n* ", problems));
        }
    }
}
