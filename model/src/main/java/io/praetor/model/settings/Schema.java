package io.praetor.model.settings;

import io.praetor.model.settings.Type.Field;
import io.praetor.model.settings.Type.Scalar;
import io.praetor.model.settings.Type.Struct;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// The table of configuration keys, read from `keys.txt` beside this class.
final class Schema {
    private static final String TABLE = "keys.txt";

    private final Map<String, Struct> sections = new HashMap<>();

    private Schema() {}

    /// The type of a whole configuration.
    static Struct load() {
        try (InputStream table = Schema.class.getResourceAsStream(TABLE)) {
            if (table == null) {
                throw new IllegalStateException("resource \"" + TABLE + "\" is missing");
            }
            return new Schema().read(new String(table.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("resource \"" + TABLE + "\" cannot be read", e);
        }
    }

    private Struct read(String table) {
        Map<String, Field> fields = new HashMap<>();
        for (String line : table.split("\n", -1)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                fields = section(line.substring(1, line.indexOf(']'))).fields();
                continue;
            }
            int space = line.indexOf(' ');
            Type type = type(line.substring(space).strip());
            String[] names = line.substring(0, space).split("\\|", -1);
            for (String name : names) {
                fields.put(name, new Field(names[0], type));
            }
        }
        for (Struct section : sections.values()) {
            if (section.fields().isEmpty()) {
                throw new IllegalStateException("section \"" + section.name() + "\" has no keys");
            }
        }
        return section("Config");
    }

    private Struct section(String name) {
        return sections.computeIfAbsent(name, n -> new Struct(n, new LinkedHashMap<>()));
    }

    private Type type(String text) {
        if (text.endsWith("[]")) {
            return new Type.ListOf(type(text.substring(0, text.length() - 2)));
        }
        if (text.startsWith("map<")) {
            return new Type.MapOf(type(text.substring(4, text.length() - 1)));
        }
        return switch (text) {
            case "string" -> Scalar.STRING;
            case "duration" -> Scalar.DURATION;
            case "bool" -> Scalar.BOOL;
            case "int" -> Scalar.INT;
            case "uint" -> Scalar.UINT;
            case "float" -> Scalar.FLOAT;
            case "any" -> new Type.Opaque();
            case "map" -> new Type.MapOf(Scalar.STRING);
            default -> section(text);
        };
    }
}
