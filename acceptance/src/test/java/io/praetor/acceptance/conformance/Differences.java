package io.praetor.acceptance.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.praetor.acceptance.recorded.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The differences between an expectation, which may contain matchers for volatile values, and a value; each reads
/// `path: expected X, got Y`.
final class Differences {

    private static final int LONGEST_SHOWN = 160;

    private Differences() {}

    static List<String> between(JsonNode want, JsonNode got, String path) {
        if (want.isTextual()) {
            Boolean verdict = Matchers.matches(want.textValue(), got);
            if (verdict != null) {
                return verdict ? List.of() : differs(want, got, path);
            }
        }
        if (want.isObject() && want.size() == 1) {
            String name = want.fieldNames().next();
            List<String> lines = operator(name, want.get(name), got, path);
            if (lines != null) {
                return lines;
            }
        }
        if (want.isObject()) {
            return ofObject(want, got, path, true);
        }
        if (want.isArray()) {
            return ofArray(want, got, path);
        }
        return same(want, got) ? List.of() : differs(want, got, path);
    }

    /// Null when the name is no operator but an ordinary member.
    private static @Nullable List<String> operator(String name, JsonNode argument, JsonNode got, String path) {
        return switch (name) {
            case "$unordered" -> ofBag(argument, got, path, true);
            case "$contains" -> ofBag(argument, got, path, false);
            case "$subset" -> ofObject(argument, got, path, false);
            case "$each" -> ofEach(argument, got, path);
            default -> null;
        };
    }

    private static List<String> ofArray(JsonNode want, JsonNode got, String path) {
        if (!got.isArray()) {
            return differs(want, got, path);
        }
        if (want.size() != got.size()) {
            return List.of("%s: expected %d elements, got %d: %s".formatted(path, want.size(), got.size(), shown(got)));
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < want.size(); i++) {
            lines.addAll(between(want.get(i), got.get(i), "%s[%d]".formatted(path, i)));
        }
        return lines;
    }

    private static List<String> ofObject(JsonNode want, JsonNode got, String path, boolean exact) {
        if (!got.isObject()) {
            return List.of("%s: expected an object, got %s".formatted(path, shown(got)));
        }
        List<String> lines = new ArrayList<>();
        for (String key : Json.names(want)) {
            JsonNode value = want.get(key);
            String where = path + "." + key;
            if (value.isTextual() && value.textValue().equals("$absent")) {
                if (got.has(key)) {
                    lines.add("%s: expected absent, got %s".formatted(where, shown(got.get(key))));
                }
            } else if (!got.has(key)) {
                lines.add("%s: expected %s, got nothing".formatted(where, shown(value)));
            } else {
                lines.addAll(between(value, got.get(key), where));
            }
        }
        if (exact) {
            for (String key : Json.names(got)) {
                if (!want.has(key)) {
                    lines.add("%s.%s: expected nothing, got %s".formatted(path, key, shown(got.get(key))));
                }
            }
        }
        return lines;
    }

    /// An array in any order: every expected element needs an element of its own.
    private static List<String> ofBag(JsonNode want, JsonNode got, String path, boolean exact) {
        if (!got.isArray()) {
            return List.of("%s: expected an array, got %s".formatted(path, shown(got)));
        }
        List<JsonNode> left = new ArrayList<>();
        got.forEach(left::add);
        List<String> lines = new ArrayList<>();
        for (JsonNode item : want) {
            int nearest = nearest(item, left, path);
            if (nearest < 0) {
                lines.add("%s: no element like %s".formatted(path, shown(item)));
            } else if (between(item, left.get(nearest), path).isEmpty()) {
                left.remove(nearest);
            } else {
                lines.addAll(between(item, left.get(nearest), path + "[nearest]"));
            }
        }
        if (lines.isEmpty() && exact) {
            left.forEach(item -> lines.add("%s: unexpected %s".formatted(path, shown(item))));
        }
        return lines;
    }

    /// The element with the fewest differences; -1 when there is none at all.
    private static int nearest(JsonNode item, List<JsonNode> candidates, String path) {
        int nearest = -1;
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i < candidates.size() && fewest > 0; i++) {
            int differences = between(item, candidates.get(i), path).size();
            if (differences < fewest) {
                fewest = differences;
                nearest = i;
            }
        }
        return nearest;
    }

    private static List<String> ofEach(JsonNode want, JsonNode got, String path) {
        if (!got.isArray() || got.isEmpty()) {
            return List.of("%s: expected a non-empty array, got %s".formatted(path, shown(got)));
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < got.size(); i++) {
            lines.addAll(between(want, got.get(i), "%s[%d]".formatted(path, i)));
        }
        return lines;
    }

    /// Numbers are equal by value, everything else by kind and value.
    private static boolean same(JsonNode want, JsonNode got) {
        if (want.isNumber() && got.isNumber()) {
            return want.decimalValue().compareTo(got.decimalValue()) == 0;
        }
        return want.equals(got);
    }

    static List<String> differs(JsonNode want, JsonNode got, String path) {
        return List.of("%s: expected %s, got %s".formatted(path, shown(want), shown(got)));
    }

    /// A value as a failure shows it: one line of bounded length.
    static String shown(JsonNode value) {
        return shown(value.isTextual() ? value.textValue() : Json.line(value));
    }

    static String shown(String value) {
        String text = value.replace("\n", "\\n");
        if (text.length() <= LONGEST_SHOWN) {
            return text;
        }
        int kept = LONGEST_SHOWN - 10;
        return "%s...(%d more)".formatted(text.substring(0, kept), text.length() - kept);
    }

    static JsonNode text(String value) {
        return JsonNodeFactory.instance.textNode(value);
    }
}
