package io.praetor.acceptance.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.praetor.acceptance.recorded.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The values that `$capture:NAME`, `$node`, `$dc`, `$base`, `$host` and `$root` stand for.
final class Captures {

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:capture:(\\w+)|(node|dc|base|host|root)\\b)");

    private final Map<String, JsonNode> values;

    Captures() {
        this(Map.of());
    }

    private Captures(Map<String, JsonNode> values) {
        this.values = new HashMap<>(values);
    }

    Captures copy() {
        return new Captures(values);
    }

    void put(String name, JsonNode value) {
        values.put(name, value);
    }

    void put(String name, String value) {
        values.put(name, JsonNodeFactory.instance.textNode(value));
    }

    /// The value with every variable in it replaced, in names too. A text that is one variable becomes its value.
    JsonNode fill(JsonNode value) {
        if (value.isObject()) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            for (String name : Json.names(value)) {
                filled.set(text(name), fill(value.get(name)));
            }
            return filled;
        }
        if (value.isArray()) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> filled.add(fill(item)));
            return filled;
        }
        if (!value.isTextual()) {
            return value;
        }
        Matcher whole = VARIABLE.matcher(value.textValue());
        return whole.matches() ? lookUp(whole) : JsonNodeFactory.instance.textNode(text(value.textValue()));
    }

    /// A text with every variable in it replaced.
    String text(String template) {
        Matcher variables = VARIABLE.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (variables.find()) {
            variables.appendReplacement(
                    filled, Matcher.quoteReplacement(lookUp(variables).asText()));
        }
        return variables.appendTail(filled).toString();
    }

    private JsonNode lookUp(Matcher variable) {
        String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
        JsonNode value = values.get(name);
        if (value == null) {
            throw new Unset("nothing captured as '%s'".formatted(name));
        }
        return value;
    }

    /// A request or an expectation refers to a capture that was never made.
    static final class Unset extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unset(String message) {
            super(message);
        }
    }
}
