package io.praetor.model.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// JSON on its way in: a parser, whether unknown keys are allowed, and the error texts of the original's decoder.
public final class JsonInput {
    private final JsonParser parser;
    private final boolean strict;
    private String field = "";

    JsonInput(JsonParser parser, boolean strict) {
        this.parser = parser;
        this.strict = strict;
    }

    /// The parser, standing on the value to read; a codec leaves it on the last token of that value.
    public JsonParser parser() {
        return parser;
    }

    /// Whether a key that no field has is an error.
    public boolean strict() {
        return strict;
    }

    void first() throws IOException, DecodeException {
        if (parser.nextToken() == null) {
            throw new DecodeException("EOF");
        }
    }

    /// Whether the current value is `null`.
    public boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /// The field about to be read, for error texts; returns the one before it.
    String enter(String name) {
        String outer = field;
        field = name;
        return outer;
    }

    void leave(String outer) {
        field = outer;
    }

    /// The error for a value of the wrong type.
    ///
    /// @param wanted the original's name of the type that was expected
    public DecodeException mismatch(String wanted) throws IOException {
        String got = switch (parser.currentToken()) {
            case VALUE_STRING -> "string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number";
            case VALUE_TRUE, VALUE_FALSE -> "bool";
            case START_ARRAY -> "array";
            case START_OBJECT -> "object";
            case null, default -> "value";
        };
        String where = field.isEmpty() ? "Go value" : "Go struct field ." + field;
        return new DecodeException("json: cannot unmarshal " + got + " into " + where + " of type " + wanted);
    }

    /// The error for a number that does not fit.
    DecodeException range(String text, String wanted) {
        String where = field.isEmpty() ? "Go value" : "Go struct field ." + field;
        return new DecodeException("json: cannot unmarshal number " + text + " into " + where + " of type " + wanted);
    }

    /// The current value as null, Boolean, Double, String, a List, or a Map with sorted keys.
    public @Nullable Object any() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(any());
                }
                yield list;
            }
            case START_OBJECT -> {
                TreeMap<String, @Nullable Object> map = new TreeMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    map.put(key, any());
                }
                yield map;
            }
            case null, default -> null;
        };
    }

    static DecodeException syntax(IOException e) {
        if (e instanceof JsonEOFException) {
            return new DecodeException("unexpected EOF", e);
        }
        if (e instanceof StreamConstraintsException) {
            return new DecodeException("json: " + e.getMessage(), e);
        }
        String text = e instanceof com.fasterxml.jackson.core.JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(e.getMessage());
        return new DecodeException("invalid JSON: " + text, e);
    }
}
