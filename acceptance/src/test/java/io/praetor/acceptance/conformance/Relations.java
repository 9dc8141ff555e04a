package io.praetor.acceptance.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Relations between captures, such as `$capture:before < $capture:after`.
final class Relations {

    private Relations() {}

    /// Those of the step's relations that do not hold.
    static List<String> broken(JsonNode step, Captures captures) {
        List<String> lines = new ArrayList<>();
        for (JsonNode rule : step.path("compare")) {
            String[] words = captures.text(rule.asText()).split(" ", -1);
            if (!holds(words[0], words[1], words[2])) {
                lines.add("%s: does not hold (%s)".formatted(rule.asText(), String.join(" ", words)));
            }
        }
        return lines;
    }

    private static boolean holds(String left, String sign, String right) {
        return switch (sign) {
            case "<" -> Long.parseLong(left) < Long.parseLong(right);
            case "<=" -> Long.parseLong(left) <= Long.parseLong(right);
            case "==" -> left.equals(right);
            case "!=" -> !left.equals(right);
            default -> throw new IllegalArgumentException("no relation: \"%s\"".formatted(sign));
        };
    }
}
