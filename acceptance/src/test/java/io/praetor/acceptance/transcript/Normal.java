package io.praetor.acceptance.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.recorded.Patterns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Texts with what changes from run to run replaced, as lines.
final class Normal {

    /// A pattern and what stands in its place, in this order.
    private record Rule(String pattern, String replacement) {}

    private static final List<Rule> RULES = List.of(
            new Rule("\\b(?!0{8}-|1{8}-)[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", "<uuid>"),
            new Rule("\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:?\\d\\d)", "<time>"),
            new Rule("\\b\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)? [+-]\\d{4} [A-Z]+( m=\\S+)?", "<time>"),
            new Rule("(?<![\\w.])v?1\\.\\d+\\.\\d+(-?(dev|alpha|beta|rc)\\d*)?(?![.\\w])", "<version>"),
            new Rule("Revision [0-9a-f]+(\\+CHANGES)?", "Revision <revision>"),
            new Rule("(?<=Index\":) \\d+", " <index>"),
            new Rule("^(\\s*\\w* ?Index:?\\s+)\\d+", "\\1<index>"),
            new Rule("reset index: \\d+", "reset index: <index>"),
            new Rule("\\b[0-9a-f]{64}\\b", "<hash>"));

    private final Path work;
    private final Path base;
    private final Variables variables;

    /// @param work where the steps run
    /// @param base the folder around it
    Normal(Path work, Path base, Variables variables) {
        this.work = work;
        this.base = base;
        this.variables = variables;
    }

    /// The lines of a text, as the step wants them compared.
    List<String> lines(String text, JsonNode step) {
        List<String> rows = new ArrayList<>();
        for (String row : rows(replaced(text, step))) {
            boolean kept = Patterns.found(step.path("keep").asText(""), row);
            boolean dropped =
                    step.has("drop") && Patterns.found(step.get("drop").asText(), row);
            if (kept && !dropped) {
                rows.add(step.path("table").asBoolean() ? row.strip().replaceAll("\\s+", " ") : row);
            }
        }
        if (step.path("sort").asBoolean()) {
            Collections.sort(rows);
        }
        return rows;
    }

    private String replaced(String original, JsonNode step) {
        String text = withoutUsage(original).replace(work.toString(), "<dir>").replace(base.toString(), "<base>");
        for (Map.Entry<String, String> variable : variables.all().entrySet()) {
            if (variable.getValue().matches("\\d{5}")) {
                text = Patterns.replace(
                        "(?<![\\d.])%s\\b".formatted(variable.getValue()), text, "<%s>".formatted(variable.getKey()));
            }
        }
        for (Rule rule : RULES) {
            text = Patterns.replace(rule.pattern(), text, rule.replacement());
        }
        for (JsonNode rule : step.path("norm")) {
            text = Patterns.replace(rule.get(0).asText(), text, rule.get(1).asText());
        }
        return text;
    }

    /// Help texts are not part of the record.
    private static String withoutUsage(String text) {
        int usage = text.startsWith("Usage:") ? 0 : text.indexOf("\nUsage:") + 1;
        return usage == 0 && !text.startsWith("Usage:") ? text : text.substring(0, usage);
    }

    private static List<String> rows(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        if (text.endsWith("\n")) {
            return List.of(text.substring(0, text.length() - 1).split("\n", -1));
        }
        List<String> rows = new ArrayList<>(List.of(text.split("\n", -1)));
        rows.add("<no newline>");
        return rows;
    }
}
