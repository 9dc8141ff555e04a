package io.praetor.cli.base;

import io.praetor.model.GoDuration;
import io.praetor.model.flags.Flag;
import io.praetor.model.flags.FlagSet;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Flags that are numbers, durations and pairs. The original has two families of them with different error texts: its
/// standard library's (`parse error`), and its own, which also know whether they were given.
public final class NumberFlags {
    private NumberFlags() {}

    /// An unsigned 64-bit number of the first family.
    public static Flag<Long> unsigned(FlagSet flags, String name, String usage) {
        return flags.define(name, usage, 0L, NumberFlags::parsePlainUnsigned);
    }

    /// A duration of the first family.
    public static Flag<Duration> duration(FlagSet flags, String name, String usage) {
        return flags.define(name, usage, Duration.ZERO, NumberFlags::parsePlainDuration);
    }

    /// An unsigned 64-bit number of the second family; null when not given.
    public static Flag<@Nullable Long> optionalUnsigned(FlagSet flags, String name, String usage) {
        return flags.<@Nullable Long>define(name, usage, null, NumberFlags::parseUnsigned);
    }

    /// A duration of the second family, in nanoseconds; null when not given.
    public static Flag<@Nullable Long> optionalDuration(FlagSet flags, String name, String usage) {
        return flags.<@Nullable Long>define(name, usage, null, GoDuration::parse);
    }

    /// `key=value`, repeatable.
    public static Flag<Map<String, String>> pairs(FlagSet flags, String name, String usage) {
        return flags.repeatable(name, usage, Map.of(), NumberFlags::parsePair, FlagSet::merge);
    }

    private static Long parsePlainUnsigned(String text) {
        try {
            return parseUnsigned(text);
        } catch (IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(
                    reason.endsWith("out of range") ? "value out of range" : "parse error", e);
        }
    }

    private static Long parseUnsigned(String text) {
        int radix = 10;
        String digits = text;
        if (text.length() > 1 && text.charAt(0) == '0') {
            radix = switch (text.charAt(1)) {
                case 'x', 'X' -> 16;
                case 'b', 'B' -> 2;
                default -> 8;
            };
            digits = text.substring(Character.isDigit(text.charAt(1)) ? 1 : 2);
        }
        boolean valid = !digits.isEmpty();
        for (int i = 0; i < digits.length(); i++) {
            valid &= Character.digit(digits.charAt(i), radix) >= 0;
        }
        if (!valid) {
            throw new IllegalArgumentException("strconv.ParseUint: parsing \"" + text + "\": invalid syntax");
        }
        try {
            return Long.parseUnsignedLong(digits, radix);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("strconv.ParseUint: parsing \"" + text + "\": value out of range", e);
        }
    }

    private static Duration parsePlainDuration(String text) {
        try {
            return Duration.ofNanos(GoDuration.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("parse error", e);
        }
    }

    private static Map<String, String> parsePair(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("Missing \"=\" value in argument: " + text);
        }
        return Map.of(text.substring(0, equals), text.substring(equals + 1));
    }
}
