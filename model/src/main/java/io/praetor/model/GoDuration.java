package io.praetor.model;

import org.jspecify.annotations.Nullable;

/// Durations in the text form that configuration, flags, query parameters and JSON share: `300ms`, `-1.5h`, `2h45m`.
/// Units are `ns`, `us` (`µs`), `ms`, `s`, `m`, `h`. A duration is a signed 64-bit number of nanoseconds, at most about
/// 292 years.
public final class GoDuration {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000 * MICRO;
    private static final long SECOND = 1_000 * MILLI;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private GoDuration() {}

    /// @return nanoseconds
    /// @throws IllegalArgumentException with the original's text, such as `time: invalid duration "x"`
    public static long parse(String text) {
        int at = 0;
        boolean negative = false;
        if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            negative = text.charAt(at) == '-';
            at++;
        }
        if (text.substring(at).equals("0")) {
            return 0;
        }
        if (at == text.length()) {
            throw invalid(text);
        }
        long total = 0; // kept negative: the range of long is larger on that side
        while (at < text.length()) {
            int start = at;
            long whole = 0;
            while (at < text.length() && isDigit(text.charAt(at))) {
                if (whole > (Long.MAX_VALUE - 9) / 10) {
                    throw invalid(text);
                }
                whole = whole * 10 + (text.charAt(at++) - '0');
            }
            boolean digits = at > start;
            long fraction = 0;
            double scale = 1;
            if (at < text.length() && text.charAt(at) == '.') {
                int dot = ++at;
                while (at < text.length() && isDigit(text.charAt(at))) {
                    if (fraction < Long.MAX_VALUE / 10 - 10) {
                        fraction = fraction * 10 + (text.charAt(at) - '0');
                        scale *= 10;
                    }
                    at++;
                }
                digits |= at > dot;
            }
            if (!digits) {
                throw invalid(text);
            }
            int unitStart = at;
            while (at < text.length() && text.charAt(at) != '.' && !isDigit(text.charAt(at))) {
                at++;
            }
            String unit = text.substring(unitStart, at);
            if (unit.isEmpty()) {
                throw new IllegalArgumentException("time: missing unit in duration \"" + text + "\"");
            }
            long size = sizeOf(unit);
            if (size == 0) {
                throw new IllegalArgumentException("time: unknown unit \"" + unit + "\" in duration \"" + text + "\"");
            }
            try {
                long part = Math.multiplyExact(-whole, size);
                part = Math.subtractExact(part, (long) (fraction * (size / scale)));
                total = Math.addExact(total, part);
            } catch (ArithmeticException e) {
                throw invalid(text);
            }
        }
        if (!negative && total == Long.MIN_VALUE) {
            throw invalid(text);
        }
        return negative ? total : -total;
    }

    /// @return nanoseconds, or null where [#parse] would throw
    public static @Nullable Long parseOrNull(String text) {
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("time: invalid duration \"" + text + "\"");
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static long sizeOf(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs", "μs" -> MICRO;
            case "ms" -> MILLI;
            case "s" -> SECOND;
            case "m" -> MINUTE;
            case "h" -> HOUR;
            default -> 0;
        };
    }

    /// The shortest text of a duration, as the original prints it: `1m30s`, `1.5ms`, `0s`.
    ///
    /// @param nanos nanoseconds
    public static String format(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        String sign = nanos < 0 ? "-" : "";
        // Unsigned arithmetic: the most negative duration has no positive twin.
        long n = nanos < 0 ? -nanos : nanos;
        if (Long.compareUnsigned(n, SECOND) < 0) {
            if (n < MICRO) {
                return sign + n + "ns";
            }
            return n < MILLI ? sign + decimal(n, MICRO) + "µs" : sign + decimal(n, MILLI) + "ms";
        }
        long seconds = Long.divideUnsigned(n, SECOND);
        long hours = seconds / 3600;
        long minutes = seconds / 60 % 60;
        String rest = decimal(Long.remainderUnsigned(n, SECOND) + seconds % 60 * SECOND, SECOND) + "s";
        if (hours > 0) {
            return sign + hours + "h" + minutes + "m" + rest;
        }
        return minutes > 0 ? sign + minutes + "m" + rest : sign + rest;
    }

    private static String decimal(long n, long unit) {
        long fraction = n % unit;
        if (fraction == 0) {
            return Long.toString(n / unit);
        }
        StringBuilder digits = new StringBuilder(Long.toString(unit + fraction).substring(1));
        while (digits.charAt(digits.length() - 1) == '0') {
            digits.setLength(digits.length() - 1);
        }
        return n / unit + "." + digits;
    }
}
