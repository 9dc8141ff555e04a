package io.praetor.acceptance.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.praetor.acceptance.recorded.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The values of `${name}` in one transcript: the folder, the ports, and what steps saved.
final class Variables {

    private static final Pattern NAME = Pattern.compile("\\$\\{([\\w.]+)\\}");

    private final Map<String, String> values = new LinkedHashMap<>();

    void put(String name, String value) {
        values.put(name, value);
    }

    @Nullable String get(String name) {
        return values.get(name);
    }

    /// All of them, in the order in which they were made.
    Map<String, String> all() {
        return values;
    }

    /// The text with every known name replaced; unknown ones stay.
    String fill(String text) {
        Matcher names = NAME.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (names.find()) {
            String value = values.getOrDefault(names.group(1), names.group());
            names.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return names.appendTail(filled).toString();
    }

    /// The value with every text in it filled, at any depth; names of members stay.
    JsonNode fill(JsonNode value) {
        if (value.isTextual()) {
            return JsonNodeFactory.instance.textNode(fill(value.textValue()));
        }
        if (value.isArray()) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> filled.add(fill(item)));
            return filled;
        }
        if (value.isObject()) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            for (String name : Json.names(value)) {
                filled.set(name, fill(value.get(name)));
            }
            return filled;
        }
        return value;
    }
}
