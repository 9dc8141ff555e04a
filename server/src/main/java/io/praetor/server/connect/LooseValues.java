package io.praetor.server.connect;

import io.praetor.model.GoDuration;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Settings of any type under names in any case, as people write them: numbers as text, durations as nanoseconds.
final class LooseValues {
    private final Map<String, Object> values = new TreeMap<>();

    LooseValues(Map<String, @Nullable Object> from) {
        from.forEach((name, value) -> {
            if (value != null) {
                values.put(name.toLowerCase(Locale.ROOT), value);
            }
        });
    }

    /// A value that is not what it should be.
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    String text(String name, String otherwise) throws UnreadableException {
        return switch (value(name)) {
            case null -> otherwise;
            case String text -> text;
            case Boolean flag -> flag ? "1" : "0";
            case Double number when number == Math.rint(number) -> Long.toString(number.longValue());
            case Number number -> number.toString();
            default -> throw wrong(name, "string");
        };
    }

    Duration duration(String name, Duration otherwise) throws UnreadableException {
        return switch (value(name)) {
            case null -> otherwise;
            case Number nanos -> Duration.ofNanos(nanos.longValue());
            case String text -> {
                try {
                    yield Duration.ofNanos(GoDuration.parse(text));
                } catch (IllegalArgumentException e) {
                    throw new UnreadableException("error decoding '" + name + "': " + e.getMessage());
                }
            }
            default -> throw wrong(name, "duration");
        };
    }

    double real(String name, double otherwise) throws UnreadableException {
        return switch (value(name)) {
            case null -> otherwise;
            case Boolean flag -> flag ? 1 : 0;
            case Number number -> number.doubleValue();
            case String text when text.isEmpty() -> 0;
            case String text -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException _) {
                    throw wrong(name, "number");
                }
            }
            default -> throw wrong(name, "number");
        };
    }

    int whole(String name, int otherwise) throws UnreadableException {
        double number = real(name, otherwise);
        if (!(Math.abs(number) <= Integer.MAX_VALUE)) {
            throw wrong(name, "int");
        }
        return (int) number;
    }

    boolean flag(String name, boolean otherwise) throws UnreadableException {
        return switch (value(name)) {
            case null -> otherwise;
            case Boolean flag -> flag;
            case Number number -> number.doubleValue() != 0;
            case String text ->
                switch (text) {
                    case "1", "t", "T", "true", "TRUE", "True" -> true;
                    case "", "0", "f", "F", "false", "FALSE", "False" -> false;
                    default -> throw wrong(name, "bool");
                };
            default -> throw wrong(name, "bool");
        };
    }

    private @Nullable Object value(String name) {
        return values.get(name.toLowerCase(Locale.ROOT));
    }

    /// The value is not repeated: it may be a key.
    private static UnreadableException wrong(String name, String expected) {
        return new UnreadableException("'" + name + "' expected type '" + expected + "'");
    }
}
