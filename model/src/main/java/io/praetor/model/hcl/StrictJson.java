package io.praetor.model.hcl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads JSON configuration files with the original's error texts. Numbers are Double, objects maps in the order of the
/// text; a
/// key given twice keeps the last value; a null is left out. Own code rather than a library's because a start must not
/// pay for
/// loading one to read a few lines.
public final class StrictJson {
    private final String text;
    private int at;
    private int depth;

    private StrictJson(String text) {
        this.text = text;
    }

    /// The object a text holds.
    ///
    /// @throws SyntaxException with the fault
    public static Map<String, Object> parse(String text) throws SyntaxException {
        StrictJson json = new StrictJson(text);
        Object value = json.value();
        json.skipSpace();
        if (json.at < text.length()) {
            throw json.invalid("after top-level value");
        }
        if (value instanceof Map<?, ?>) {
            @SuppressWarnings("unchecked")
            Map<String, Object> object = (Map<String, Object>) value;
            return object;
        }
        if (value == null) {
            return Map.of();
        }
        String kind = value instanceof String
                ? "string"
                : value instanceof Boolean ? "bool" : value instanceof List ? "array" : "number";
        throw new SyntaxException("json: cannot unmarshal " + kind + " into Go value of type map[string]interface {}");
    }

    private @Nullable Object value() throws SyntaxException {
        skipSpace();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw invalid("looking for beginning of value");
        };
    }

    private Map<String, Object> object() throws SyntaxException {
        enter();
        Map<String, Object> object = new LinkedHashMap<>();
        at++;
        skipSpace();
        if (peek() == '}') {
            return leave(object);
        }
        while (true) {
            skipSpace();
            if (peek() != '"') {
                throw invalid("looking for beginning of object key string");
            }
            String key = string();
            skipSpace();
            if (peek() != ':') {
                throw invalid("after object key");
            }
            at++;
            Object value = value();
            if (value != null) {
                object.put(key, value);
            }
            skipSpace();
            if (peek() == '}') {
                return leave(object);
            }
            if (peek() != ',') {
                throw invalid("after object key:value pair");
            }
            at++;
        }
    }

    private List<Object> array() throws SyntaxException {
        enter();
        List<Object> array = new ArrayList<>();
        at++;
        skipSpace();
        if (peek() == ']') {
            return leave(array);
        }
        while (true) {
            Object value = value();
            if (value != null) {
                array.add(value);
            }
            skipSpace();
            if (peek() == ']') {
                return leave(array);
            }
            if (peek() != ',') {
                throw invalid("after array element");
            }
            at++;
        }
    }

    private String string() throws SyntaxException {
        StringBuilder out = new StringBuilder();
        at++;
        while (true) {
            char c = peek();
            if (c == '"') {
                at++;
                return out.toString();
            }
            if (c < ' ') {
                throw invalid("in string literal");
            }
            at++;
            if (c != '\\') {
                out.append(c);
                continue;
            }
            switch (peek()) {
                case '"', '\\', '/' -> out.append(peek());
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'u' -> out.append(unicode());
                default -> throw invalid("in string escape code");
            }
            at++;
        }
    }

    /// The four digits after `\ u`; leaves `at` on the last of them.
    private char unicode() throws SyntaxException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            at++;
            int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) {
                throw invalid("in \\u hexadecimal character escape");
            }
            value = (value << 4) | digit;
        }
        return (char) value;
    }

    private Double number() throws SyntaxException {
        int from = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits("in numeric literal");
        }
        if (at < text.length() && peek() == '.') {
            at++;
            digits("after decimal point in numeric literal");
        }
        if (at < text.length() && (peek() == 'e' || peek() == 'E')) {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits("in exponent of numeric literal");
        }
        return Double.valueOf(text.substring(from, at));
    }

    private void digits(String where) throws SyntaxException {
        if (peek() < '0' || peek() > '9') {
            throw invalid(where);
        }
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
    }

    private @Nullable Object word(String word, @Nullable Object value) throws SyntaxException {
        for (int i = 1; i < word.length(); i++) {
            at++;
            if (peek() != word.charAt(i)) {
                throw invalid("in literal " + word + " (expecting '" + word.charAt(i) + "')");
            }
        }
        at++;
        return value;
    }

    private void enter() throws SyntaxException {
        if (++depth > Hcl.MAX_DEPTH) {
            throw new SyntaxException("nested more than " + Hcl.MAX_DEPTH + " deep");
        }
    }

    private <T> T leave(T value) {
        at++;
        depth--;
        return value;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws SyntaxException {
        if (at >= text.length()) {
            throw new SyntaxException("unexpected end of JSON input");
        }
        return text.charAt(at);
    }

    private SyntaxException invalid(String where) {
        char c = text.charAt(at);
        String shown = c == '\'' ? "'\\''" : c == '"' ? "'\"'" : c == '\n' ? "'\\n'" : "'" + c + "'";
        return new SyntaxException("invalid character " + shown + " " + where);
    }
}
