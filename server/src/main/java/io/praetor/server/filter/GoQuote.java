package io.praetor.server.filter;

/// The escapes of a double-quoted text in the original's language.
final class GoQuote {
    private static final String SIMPLE = "abfnrtv\\\"";
    private static final String MEANING = "\u0007\b\f\n\r\t\u000b\\\"";

    private GoQuote() {}

    /// What the text between double quotes stands for.
    ///
    /// @throws FilterSyntaxException when an escape is unknown or a line ends inside
    static String unescape(String quoted) throws FilterSyntaxException {
        if (quoted.indexOf('\n') >= 0) {
            throw invalid();
        }
        if (quoted.indexOf('\\') < 0) {
            return quoted;
        }
        StringBuilder out = new StringBuilder(quoted.length());
        int at = 0;
        while (at < quoted.length()) {
            char c = quoted.charAt(at++);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            if (at == quoted.length()) {
                throw invalid();
            }
            char kind = quoted.charAt(at++);
            int simple = SIMPLE.indexOf(kind);
            if (simple >= 0) {
                out.append(MEANING.charAt(simple));
                continue;
            }
            int digits = switch (kind) {
                case 'x' -> 2;
                case 'u' -> 4;
                case 'U' -> 8;
                case '0', '1', '2', '3', '4', '5', '6', '7' -> 3;
                default -> throw invalid();
            };
            boolean octal = digits == 3;
            if (octal) {
                at--;
            }
            if (at + digits > quoted.length()) {
                throw invalid();
            }
            long code = number(quoted, at, digits, octal ? 8 : 16);
            if (code > Character.MAX_CODE_POINT || (octal && code > 255)) {
                throw invalid();
            }
            out.appendCodePoint((int) code);
            at += digits;
        }
        return out.toString();
    }

    private static long number(String text, int from, int digits, int radix) throws FilterSyntaxException {
        long value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(text.charAt(i), radix);
            if (digit < 0) {
                throw invalid();
            }
            value = value * radix + digit;
        }
        return value;
    }

    private static FilterSyntaxException invalid() {
        return new FilterSyntaxException("invalid syntax");
    }
}
