package io.praetor.http.v1;

import io.praetor.server.RequestFailure;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Numbers and truth values in parameters, with the original's error texts.
final class Numbers {
    private static final int MAX_DIGITS = 40;
    private static final int BITS = 64;

    private Numbers() {}

    /// An unsigned 64-bit number; null when the text is none.
    static @Nullable Long unsigned(String text) {
        return problem(text) == null ? Long.parseUnsignedLong(text) : null;
    }

    /// Why a text is no unsigned 64-bit number; null when it is one.
    static @Nullable String problem(String text) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            return parsing(text) + "invalid syntax";
        }
        boolean fits = text.length() < MAX_DIGITS && new BigInteger(text).bitLength() <= BITS;
        return fits ? null : parsing(text) + "value out of range";
    }

    private static String parsing(String text) {
        return "strconv.ParseUint: parsing " + quoted(text) + ": ";
    }

    /// A number as the original's `Atoi` reads it.
    ///
    /// @throws RequestFailure that the original answers with 500
    static int signed(String text, String complaint) {
        String problem = signedProblem(text);
        if (problem != null) {
            throw RequestFailure.internal(complaint + problem);
        }
        return value(text);
    }

    /// The same where the original answers with 400.
    static int asked(String text, String complaint) {
        String problem = signedProblem(text);
        if (problem != null) {
            throw RequestFailure.badRequest(complaint + problem);
        }
        return value(text);
    }

    private static int value(String number) {
        return Math.clamp(new BigInteger(number).longValue(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static @Nullable String signedProblem(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String digits = signed ? text.substring(1) : text;
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return "strconv.Atoi: parsing " + quoted(text) + ": invalid syntax";
        }
        if (digits.length() > MAX_DIGITS || new BigInteger(digits).bitLength() >= BITS) {
            return "strconv.Atoi: parsing " + quoted(text) + ": value out of range";
        }
        return null;
    }

    /// An unsigned 64-bit number.
    ///
    /// @throws RequestFailure that the original answers with 500
    static long required(String text) {
        Long number = unsigned(text);
        if (number == null) {
            throw RequestFailure.internal(String.valueOf(problem(text)));
        }
        return number;
    }

    /// A truth value as the original reads it; null when the text is none.
    static @Nullable Boolean truth(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> null;
        };
    }

    /// A text in quotes, as error texts show it.
    static String quoted(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r") + "\"";
    }
}
