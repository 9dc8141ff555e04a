package io.praetor.server.template;

import java.math.BigDecimal;

/// Arithmetic on texts: of whole numbers when both are, else of fractions.
final class Numbers {
    private static final int MAX_DIGITS = 64;

    private Numbers() {}

    static String apply(char operator, String left, String right) throws TemplateException {
        if (isWhole(left) && isWhole(right)) {
            return Long.toString(apply(operator, Long.parseLong(left), Long.parseLong(right)));
        }
        return format(apply(operator, fraction(left), fraction(right)));
    }

    private static long apply(char operator, long left, long right) throws TemplateException {
        if (right == 0 && (operator == '/' || operator == '%')) {
            throw new TemplateException("divide by zero");
        }
        return switch (operator) {
            case '+' -> left + right;
            case '-' -> left - right;
            case '*' -> left * right;
            case '/' -> left / right;
            default -> left % right;
        };
    }

    private static double apply(char operator, double left, double right) throws TemplateException {
        return switch (operator) {
            case '+' -> left + right;
            case '-' -> left - right;
            case '*' -> left * right;
            case '/' -> left / right;
            default -> throw new TemplateException("modulo cannot be used with floats");
        };
    }

    /// @throws TemplateException when the text is no whole number that fits
    static long whole(String text) throws TemplateException {
        if (!isWhole(text)) {
            throw new TemplateException("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
        return Long.parseLong(text);
    }

    private static boolean isWhole(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        boolean digits = text.length() > start
                && text.length() <= MAX_DIGITS
                && text.chars().skip(start).allMatch(c -> c >= '0' && c <= '9');
        return digits && new BigDecimal(text).toBigInteger().bitLength() < Long.SIZE;
    }

    private static double fraction(String text) throws TemplateException {
        try {
            return new BigDecimal(text.length() <= MAX_DIGITS ? text : "").doubleValue();
        } catch (NumberFormatException e) {
            throw new TemplateException("strconv.ParseFloat: parsing \"" + text + "\": invalid syntax");
        }
    }

    private static String format(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }
        String text = Double.toString(value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
