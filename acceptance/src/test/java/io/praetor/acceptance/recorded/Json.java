package io.praetor.acceptance.recorded;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Reads JSON strictly and writes it as the recordings' own tools did, so that sent bodies and compared texts agree
/// byte for byte.
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /// One JSON value and nothing else; throws when the bytes are anything else.
    public static JsonNode parse(byte[] bytes) throws IOException {
        JsonNode value = MAPPER.readTree(bytes);
        if (value == null || value.isMissingNode()) {
            throw new IOException("no JSON: empty");
        }
        return value;
    }

    /// A file beside the test classes, such as `/conformance/kv.json`.
    public static JsonNode resource(String path) {
        try (InputStream in = Json.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("no test resource \"%s\"".formatted(path));
            }
            return parse(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new IllegalStateException("test resource \"%s\"".formatted(path), unreadable);
        }
    }

    /// The members of an object in the order of their names.
    public static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /// One line, with a blank after commas and colons, other than ASCII characters kept.
    public static String line(JsonNode value) {
        StringBuilder text = new StringBuilder();
        write(value, text, false, -1, 0);
        return text.toString();
    }

    /// The bytes of a request body: one line, everything but ASCII escaped.
    public static byte[] body(JsonNode value) {
        StringBuilder text = new StringBuilder();
        write(value, text, true, -1, 0);
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// Many lines, indented by one blank, members sorted by name, with a newline at the end.
    public static String page(JsonNode value) {
        StringBuilder text = new StringBuilder();
        write(value, text, false, 1, 1);
        return text.append('\n').toString();
    }

    /// `indent` below 0 writes one line; `depth` is the indentation of what the value contains.
    private static void write(JsonNode value, StringBuilder text, boolean ascii, int indent, int depth) {
        if (value.isObject()) {
            List<String> names = names(value);
            if (indent >= 0) {
                Collections.sort(names);
            }
            text.append('{');
            for (int i = 0; i < names.size(); i++) {
                separate(text, i, indent, depth);
                quote(names.get(i), text, ascii);
                text.append(": ");
                write(value.get(names.get(i)), text, ascii, indent, depth + 1);
            }
            end(text, '}', names.isEmpty(), indent, depth);
        } else if (value.isArray()) {
            text.append('[');
            for (int i = 0; i < value.size(); i++) {
                separate(text, i, indent, depth);
                write(value.get(i), text, ascii, indent, depth + 1);
            }
            end(text, ']', value.isEmpty(), indent, depth);
        } else if (value.isTextual() || value.isBinary()) {
            quote(value.asText(), text, ascii);
        } else {
            text.append(value.asText());
        }
    }

    private static void separate(StringBuilder text, int position, int indent, int depth) {
        if (indent >= 0) {
            text.append(position == 0 ? "\n" : ",\n").repeat(" ", indent * depth);
        } else if (position > 0) {
            text.append(", ");
        }
    }

    private static void end(StringBuilder text, char bracket, boolean empty, int indent, int depth) {
        if (indent >= 0 && !empty) {
            text.append('\n').repeat(" ", indent * (depth - 1));
        }
        text.append(bracket);
    }

    private static void quote(String value, StringBuilder text, boolean ascii) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                default -> {
                    if (c < ' ' || (ascii && c > '~')) {
                        text.append("\\u%04x".formatted((int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
