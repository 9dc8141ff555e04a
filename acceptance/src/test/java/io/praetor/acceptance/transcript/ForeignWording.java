package io.praetor.acceptance.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.praetor.acceptance.recorded.Json;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rest of a line that some parser of the original's libraries wrote: of HCL, JSON, templates, numbers, booleans
/// and
/// durations. What went wrong and where the fault is named by the original itself must be as recorded; how the library
/// goes on to describe it need not be. Comparisons cut both sides at the same place and say so in the line.
final class ForeignWording {
    private static final String CUT = "<the parser's words>";

    private static final List<Pattern> BEGINNINGS = List.of(
            Pattern.compile(
                    "^(.*failed to parse \\S+:? )(?:At \\d+:\\d+: |invalid character|unexpected end of|json: ).*"),
            Pattern.compile("^(.*invalid (?:boolean )?value \"[^\"]*\" for (?:flag )?-[\\w-]+: ).*"),
            Pattern.compile("^(.*error parsing \".*?\": ).*"),
            Pattern.compile("^(.*: invalid duration: \"[^\"]*\": )time: .*"),
            Pattern.compile("^(.*)strconv\\.\\w+: .*"));

    private ForeignWording() {}

    /// The parts of an outcome with such rests cut off.
    static JsonNode cut(JsonNode parts) {
        ObjectNode copy = parts.deepCopy();
        for (String name : Json.names(parts)) {
            if (copy.get(name) instanceof ArrayNode lines) {
                for (int i = 0; i < lines.size(); i++) {
                    lines.set(i, TextNode.valueOf(cut(lines.get(i).asText())));
                }
            }
        }
        return copy;
    }

    static String cut(String line) {
        for (Pattern pattern : BEGINNINGS) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches()) {
                return matcher.group(1) + CUT;
            }
        }
        return line;
    }
}
