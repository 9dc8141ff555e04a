package io.praetor.acceptance.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.praetor.acceptance.recorded.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of one step.
sealed interface Outcome {

    /// The step only prepared something, and that went well.
    record Done() implements Outcome {}

    /// What is compared: the parts, each a value or a list of lines.
    record Seen(ObjectNode parts) implements Outcome {}

    /// The step could not be done.
    record Failed(String reason) implements Outcome {}

    /// The differences to what was recorded, one line each: `-` was recorded and is missing, `+` came instead. Empty
    /// when the step passed, be it but for a parser's wording ([ForeignWording]), null when it asserts nothing.
    default @Nullable List<String> differencesTo(@Nullable JsonNode expected) {
        return switch (this) {
            case Done _ -> null;
            case Failed failed -> List.of(failed.reason());
            case Seen seen when seen.parts().equals(expected) -> List.of();
            case Seen seen
            when expected != null && ForeignWording.cut(seen.parts()).equals(ForeignWording.cut(expected)) -> List.of();
            case Seen seen -> differences(expected, seen.parts());
        };
    }

    private static List<String> differences(@Nullable JsonNode expected, JsonNode got) {
        List<String> missing = rows(expected);
        List<String> surplus = rows(got);
        for (String row : rows(expected)) {
            if (surplus.remove(row)) {
                missing.remove(row);
            }
        }
        List<String> lines = new ArrayList<>();
        missing.forEach(row -> lines.add("-" + row));
        surplus.forEach(row -> lines.add("+" + row));
        if (lines.isEmpty()) {
            lines.add("the same lines in another order: " + got);
        }
        return lines;
    }

    private static List<String> rows(@Nullable JsonNode side) {
        List<String> rows = new ArrayList<>();
        if (side != null) {
            List<String> keys = Json.names(side);
            Collections.sort(keys);
            for (String key : keys) {
                JsonNode value = side.get(key);
                if (value instanceof ArrayNode lines) {
                    lines.forEach(line -> rows.add(key + ": " + line.asText()));
                } else {
                    rows.add(key + ": " + value.asText());
                }
            }
        }
        return rows;
    }
}
