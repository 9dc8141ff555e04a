package io.praetor.server.filter;

import java.math.BigDecimal;
import java.math.BigInteger;

/// Values of a filter turned into what a field holds, with the original's error texts.
final class Literals {
    private static final BigInteger UNSIGNED_END = BigInteger.ONE.shiftLeft(64);

    private Literals() {}

    /// A value that a field cannot hold; the message says why in the original's words.
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit(String message) {
            super(message, null, false, false);
        }
    }

    /// @throws Unfit with the text to show
    static Boolean bool(String raw) throws Unfit {
        return switch (raw) {
            case "1", "t", "T", "TRUE", "true", "True" -> true;
            case "0", "f", "F", "FALSE", "false", "False" -> false;
            default -> throw syntax("ParseBool", raw);
        };
    }

    /// A signed integer of 64 bits.
    ///
    /// @throws Unfit with the text to show
    static Long signed(String raw) throws Unfit {
        BigInteger value = integer("ParseInt", raw, true);
        if (value.bitLength() > 63) {
            throw range("ParseInt", raw);
        }
        return value.longValue();
    }

    /// An unsigned integer of 64 bits, in a long.
    ///
    /// @throws Unfit with the text to show
    static Long unsigned(String raw) throws Unfit {
        BigInteger value = integer("ParseUint", raw, false);
        if (value.compareTo(UNSIGNED_END) >= 0) {
            throw range("ParseUint", raw);
        }
        return value.longValue();
    }

    /// A 64-bit float.
    ///
    /// @throws Unfit with the text to show
    static Double real(String raw) throws Unfit {
        try {
            double value = new BigDecimal(raw).doubleValue();
            if (Double.isInfinite(value)) {
                throw range("ParseFloat", raw);
            }
            return value;
        } catch (NumberFormatException e) {
            throw syntax("ParseFloat", raw);
        }
    }

    private static BigInteger integer(String function, String raw, boolean signed) throws Unfit {
        boolean hasSign = signed && (raw.startsWith("-") || raw.startsWith("+"));
        String digits = hasSign ? raw.substring(1) : raw;
        int radix = 10;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            radix = switch (digits.charAt(1)) {
                case 'x', 'X' -> 16;
                case 'b', 'B' -> 2;
                default -> 8;
            };
            boolean prefixed = radix != 8 || digits.charAt(1) == 'o' || digits.charAt(1) == 'O';
            digits = digits.substring(prefixed ? 2 : 1);
        }
        int length = digits.length();
        if (length == 0 || digits.charAt(0) == '-' || digits.charAt(0) == '+') {
            throw syntax(function, raw);
        }
        for (int i = 0; i < length; i++) {
            if (digits.charAt(i) > 127 || Character.digit(digits.charAt(i), radix) < 0) {
                throw syntax(function, raw);
            }
        }
        BigInteger value = new BigInteger(digits, radix);
        return hasSign && raw.charAt(0) == '-' ? value.negate() : value;
    }

    private static Unfit syntax(String function, String raw) {
        return new Unfit("strconv." + function + ": parsing \"" + raw + "\": invalid syntax");
    }

    private static Unfit range(String function, String raw) {
        return new Unfit("strconv." + function + ": parsing \"" + raw + "\": value out of range");
    }
}
