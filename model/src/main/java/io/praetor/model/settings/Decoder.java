package io.praetor.model.settings;

import io.praetor.model.hcl.Blocks;
import io.praetor.model.settings.Type.Field;
import io.praetor.model.settings.Type.Scalar;
import io.praetor.model.settings.Type.Struct;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Holds what a file says against the table of keys: names become canonical, values get their types, and every fault is
/// collected. There is no coercion between texts, numbers and booleans (`agent.md` §2).
///
/// Decoded values are String, Boolean, Long, Double, `List<Object>` and `Map<String, Object>`.
final class Decoder {
    private final List<String> typeFaults = new ArrayList<>();
    private final List<String> unknownKeys = new ArrayList<>();

    private Decoder() {}

    /// The typed content of a file.
    ///
    /// @throws SettingsException with every wrong type, or else with every unknown key
    static Map<String, Object> decode(Struct schema, Map<String, Object> raw) throws SettingsException {
        Decoder decoder = new Decoder();
        Map<String, Object> decoded = decoder.struct(schema, raw, "");
        if (!decoder.typeFaults.isEmpty()) {
            List<String> faults = decoder.typeFaults.stream().sorted().toList();
            throw new SettingsException(faults.size() + " error(s) decoding:\n\n* " + String.join("\n* ", faults));
        }
        if (!decoder.unknownKeys.isEmpty()) {
            throw SettingsException.of(decoder.unknownKeys.stream()
                    .map(key -> "invalid config key " + key)
                    .toList());
        }
        return decoded;
    }

    private Map<String, Object> struct(Struct schema, Map<String, Object> raw, String path) {
        Map<String, Object> decoded = new LinkedHashMap<>();
        raw.forEach((key, value) -> {
            String start = path.isEmpty() ? "" : path + ".";
            Field field = schema.find(key);
            if (field == null) {
                unknownKeys.add(start + key);
                return;
            }
            // faults name what was written, not another name of the same setting
            Object result = value(field.type(), value, start + key.toLowerCase(Locale.ROOT));
            if (result != null) {
                decoded.put(field.name(), result);
            }
        });
        return decoded;
    }

    private @Nullable Object value(Type type, Object value, String path) {
        return switch (type) {
            case Scalar scalar -> scalar(scalar, value, path);
            case Type.Opaque _ -> plain(value);
            case Type.ListOf list -> list(list, value, path);
            case Type.MapOf map -> {
                Map<String, Object> raw = map.value() instanceof Struct && value instanceof Blocks blocks
                        ? merged(blocks)
                        : object(value, path);
                if (raw == null) {
                    yield null;
                }
                Map<String, Object> decoded = new LinkedHashMap<>();
                raw.forEach((key, element) -> {
                    Object result = value(map.value(), element, path + "[" + key + "]");
                    if (result != null) {
                        decoded.put(key, result);
                    }
                });
                yield decoded;
            }
            case Struct struct -> {
                Map<String, Object> raw = object(value, path);
                yield raw == null ? null : struct(struct, raw, path);
            }
        };
    }

    /// Named blocks (`sink "a" { … } sink "b" { … }`) are one map.
    private static Map<String, Object> merged(Blocks blocks) {
        Map<String, Object> all = new LinkedHashMap<>();
        blocks.list().forEach(all::putAll);
        return all;
    }

    private @Nullable Object scalar(Scalar scalar, Object value, String path) {
        Object result = switch (scalar) {
            case STRING, DURATION -> value instanceof String ? value : null;
            case BOOL -> value instanceof Boolean ? value : null;
            case INT -> value instanceof Number number ? (Object) number.longValue() : null;
            case UINT ->
                value instanceof Number number && number.doubleValue() >= 0 ? (Object) number.longValue() : null;
            case FLOAT -> value instanceof Number number ? (Object) number.doubleValue() : null;
        };
        if (result == null) {
            String fault = value instanceof Number && scalar == Scalar.UINT
                    ? "cannot parse '" + path + "', " + value + " overflows uint"
                    : "'" + path + "' expected type '" + scalar.shown + "', got unconvertible type '" + kind(value)
                            + "'";
            typeFaults.add(fault);
        }
        return result;
    }

    /// A single object stands for a list of one.
    private @Nullable Object list(Type.ListOf type, Object value, String path) {
        List<?> raw = switch (value) {
            case Blocks blocks -> blocks.list();
            case List<?> list -> list;
            case Map<?, ?> map -> List.of(map);
            default -> null;
        };
        if (raw == null) {
            typeFaults.add("'" + path + "': source data must be an array or slice, got " + kind(value));
            return null;
        }
        List<Object> decoded = new ArrayList<>(raw.size());
        for (int i = 0; i < raw.size(); i++) {
            Object element = value(type.element(), raw.get(i), path + "[" + i + "]");
            if (element != null) {
                decoded.add(element);
            }
        }
        return decoded;
    }

    /// A list of one object, or a single block, stands for the object.
    @SuppressWarnings("unchecked")
    private @Nullable Map<String, Object> object(Object value, String path) {
        if (value instanceof Blocks blocks && blocks.list().size() == 1) {
            return blocks.list().getFirst();
        }
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        if (value instanceof List<?> list && list.size() == 1 && list.getFirst() instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        typeFaults.add("'" + path + "' expected a map, got '" + kind(value) + "'");
        return null;
    }

    /// A value nobody knows the type of: a single block is an object.
    private static Object plain(Object value) {
        return switch (value) {
            case Blocks blocks
            when blocks.list().size() == 1 -> plain(blocks.list().getFirst());
            case Blocks blocks -> blocks.list().stream().map(Decoder::plain).toList();
            case List<?> list -> list.stream().map(Decoder::plain).toList();
            case Map<?, ?> map -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((key, element) -> copy.put(key.toString(), plain(element)));
                yield copy;
            }
            default -> value;
        };
    }

    private static String kind(Object value) {
        return switch (value) {
            case String _ -> "string";
            case Boolean _ -> "bool";
            case Long _ -> "int";
            case Double _ -> "float64";
            case List<?> _, Blocks _ -> "slice";
            case Map<?, ?> _ -> "map";
            default -> value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        };
    }
}
