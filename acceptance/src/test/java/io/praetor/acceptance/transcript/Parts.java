package io.praetor.acceptance.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.praetor.acceptance.recorded.Patterns;
import java.util.Collection;
import java.util.TreeSet;
import java.util.regex.Matcher;

/// The parts of a result that are compared.
final class Parts {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Parts() {}

    /// `rc`, `out` and `err`, or those of them that the step's `compare` names.
    static ObjectNode ofCommand(JsonNode step, int code, Collection<String> out, Collection<String> err) {
        ObjectNode all = NODES.objectNode();
        all.put("rc", code);
        set(all, "out", out);
        set(all, "err", err);
        if (!step.has("compare")) {
            return all;
        }
        ObjectNode chosen = NODES.objectNode();
        step.get("compare").forEach(name -> chosen.set(name.asText(), all.get(name.asText())));
        return chosen;
    }

    /// Of a help text only the names of the flags.
    static ObjectNode ofHelp(int code, String output) {
        TreeSet<String> names = new TreeSet<>();
        Matcher flags = Patterns.lines("^  -([a-z][\\w-]*)").matcher(output);
        while (flags.find()) {
            names.add(flags.group(1));
        }
        ObjectNode parts = NODES.objectNode();
        parts.put("rc", code);
        set(parts, "flags", names);
        return parts;
    }

    /// Status and body of an HTTP answer.
    static ObjectNode ofAnswer(int status, Collection<String> body) {
        ObjectNode parts = NODES.objectNode();
        parts.put("status", status);
        set(parts, "body", body);
        return parts;
    }

    private static void set(ObjectNode parts, String name, Collection<String> lines) {
        var array = parts.putArray(name);
        lines.forEach(array::add);
    }
}
