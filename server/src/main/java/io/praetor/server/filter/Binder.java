package io.praetor.server.filter;

import com.google.re2j.Pattern;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Binds an expression to the fields of a record, walked by the record's codec.
///
/// A path that crosses a list holds when it holds for any element, one that names a missing key of a map does not hold;
/// negated operators are the plain negation of that, so they need all elements and are true for a missing key.
final class Binder {
    /// The longest value in bytes.
    static final int MAX_VALUE_BYTES = 512;

    /// What no filter may look at, whatever record it is in.
    private static final Set<String> HIDDEN =
            Set.of("CreateIndex", "ModifyIndex", "Definition", "Config", "ContentHash", "Namespace", "SidecarService");

    private final Expression.Match match;

    private Binder(Expression.Match match) {
        this.match = match;
    }

    /// @throws IllegalArgumentException with the text to show when the expression does not fit the record
    static Predicate<@Nullable Object> bind(Expression expression, Codec<?> record) {
        return switch (expression) {
            case Expression.Or or -> any(bindAll(or.parts(), record));
            case Expression.And and -> all(bindAll(and.parts(), record));
            case Expression.Not not -> bind(not.part(), record).negate();
            case Expression.Match match -> {
                int bytes = match.value().getBytes(StandardCharsets.UTF_8).length;
                if (bytes > MAX_VALUE_BYTES) {
                    throw new IllegalArgumentException("Value in expression with length " + bytes + " for selector \""
                            + match.path() + "\" exceeds maximum length of " + MAX_VALUE_BYTES);
                }
                Predicate<@Nullable Object> test = new Binder(match).step(record, 0);
                yield match.operator().negated() ? test.negate() : test;
            }
        };
    }

    private static List<Predicate<@Nullable Object>> bindAll(List<Expression> parts, Codec<?> record) {
        List<Predicate<@Nullable Object>> bound = new ArrayList<>(parts.size());
        for (Expression part : parts) {
            bound.add(bind(part, record));
        }
        return bound;
    }

    private static Predicate<@Nullable Object> any(List<Predicate<@Nullable Object>> parts) {
        return value -> {
            for (Predicate<@Nullable Object> part : parts) {
                if (part.test(value)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static Predicate<@Nullable Object> all(List<Predicate<@Nullable Object>> parts) {
        return value -> {
            for (Predicate<@Nullable Object> part : parts) {
                if (!part.test(value)) {
                    return false;
                }
            }
            return true;
        };
    }

    /// The positive test of what the selector names from `depth` on, in a value of this codec.
    private Predicate<@Nullable Object> step(Codec<?> pointer, int depth) {
        Codec<?> codec = Codecs.targetOf(pointer);
        if (depth == match.selector().size()) {
            return leaf(codec);
        }
        String name = match.selector().get(depth);
        if (codec instanceof StructCodec<?> struct) {
            return field(struct, name, depth);
        }
        Codec<?> element = Codecs.elementOf(codec);
        if (element != null && Codecs.isMap(codec)) {
            Predicate<@Nullable Object> inner = step(element, depth + 1);
            return value -> value instanceof Map<?, ?> map && map.containsKey(name) && inner.test(map.get(name));
        }
        if (element != null && Codecs.targetOf(element) instanceof StructCodec<?>) {
            return anyOf(step(element, depth));
        }
        throw invalidSelector(depth + 1);
    }

    private <T> Predicate<@Nullable Object> field(StructCodec<T> struct, String name, int depth) {
        StructCodec.Field<T, ?> field = HIDDEN.contains(name) ? null : struct.field(name);
        if (field == null) {
            throw invalidSelector(depth + 1);
        }
        Predicate<@Nullable Object> inner = step(field.codec(), depth + 1);
        return value -> value != null && inner.test(get(field, value));
    }

    @SuppressWarnings("unchecked")
    private static <T> @Nullable Object get(StructCodec.Field<T, ?> field, Object value) {
        return field.get((T) value);
    }

    private static Predicate<@Nullable Object> anyOf(Predicate<@Nullable Object> inner) {
        return value -> {
            if (value instanceof Collection<?> list) {
                for (Object element : list) {
                    if (inner.test(element)) {
                        return true;
                    }
                }
            }
            return false;
        };
    }

    private Predicate<@Nullable Object> leaf(Codec<?> codec) {
        Operator operator = match.operator().positive();
        Codec<?> element = Codecs.elementOf(codec);
        if (element != null) {
            return container(operator, codec, Codecs.targetOf(element));
        }
        if (isText(codec)) {
            String wanted = match.value();
            return switch (operator) {
                case EQUAL -> wanted::equals;
                case IN -> value -> value instanceof String text && text.contains(wanted);
                case MATCHES -> {
                    Pattern pattern = Regexps.compile(wanted);
                    yield value -> value instanceof String text
                            && pattern.matcher(text).find();
                }
                default -> throw invalidOperator();
            };
        }
        if (operator == Operator.EQUAL) {
            Object wanted = coerced(codec);
            return wanted::equals;
        }
        throw invalidOperator();
    }

    private Predicate<@Nullable Object> container(Operator operator, Codec<?> codec, Codec<?> element) {
        boolean map = Codecs.isMap(codec);
        if (operator == Operator.IS_EMPTY) {
            return map
                    ? value -> !(value instanceof Map<?, ?> entries) || entries.isEmpty()
                    : value -> !(value instanceof Collection<?> list) || list.isEmpty();
        }
        if (operator != Operator.IN || (!map && !isText(element) && !isScalar(element))) {
            throw invalidOperator();
        }
        if (map) {
            return value -> value instanceof Map<?, ?> entries && entries.containsKey(match.value());
        }
        Object wanted = isText(element) ? match.value() : coerced(element);
        return value -> value instanceof Collection<?> list && list.contains(wanted);
    }

    private static boolean isText(Codec<?> codec) {
        return codec.typeName().equals("string");
    }

    private static boolean isScalar(Codec<?> codec) {
        return switch (codec.typeName()) {
            case "bool", "int", "int64", "uint64", "float64", "time.Duration" -> true;
            default -> false;
        };
    }

    private Object coerced(Codec<?> codec) {
        String raw = match.value();
        try {
            return switch (codec.typeName()) {
                case "bool" -> Literals.bool(raw);
                case "int" -> narrowed(Literals.signed(raw));
                case "int64", "time.Duration" -> Literals.signed(raw);
                case "uint64" -> Literals.unsigned(raw);
                case "float64" -> Literals.real(raw);
                default -> throw invalidOperator();
            };
        } catch (Literals.Unfit e) {
            throw new IllegalArgumentException(
                    "Failed to coerce value \"" + raw + "\" for selector \"" + match.path() + "\": " + e.getMessage(),
                    e);
        }
    }

    /// An int field never equals a number beyond 32 bits; the long then simply matches nothing.
    private static Object narrowed(Long value) {
        int narrow = value.intValue();
        return narrow == value ? (Object) narrow : value;
    }

    private IllegalArgumentException invalidSelector(int parts) {
        return new IllegalArgumentException(
                "Selector \"" + String.join(".", match.selector().subList(0, parts)) + "\" is not valid");
    }

    private IllegalArgumentException invalidOperator() {
        return new IllegalArgumentException(
                "Invalid match operator \"" + match.operator().title() + "\" for selector \"" + match.path() + "\"");
    }
}
