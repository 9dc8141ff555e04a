package io.praetor.cli.kv;

/// Checks that bytes are one JSON value, and says what is wrong in the words of the original's decoder, which users of
/// `kv import` know. Reading the value is somebody else's business.
final class JsonSyntax {
    private static final int MAX_DEPTH = 200;

    private final byte[] text;
    private int at;

    private JsonSyntax(byte[] text) {
        this.text = text;
    }

    /// @throws IllegalArgumentException such as `invalid character 'x' after array element`
    static void check(byte[] text) {
        JsonSyntax syntax = new JsonSyntax(text);
        syntax.value(0);
        syntax.skipBlanks();
        if (syntax.at < text.length) {
            throw syntax.invalid("after top-level value");
        }
    }

    private void value(int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("exceeded max depth");
        }
        skipBlanks();
        switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw invalid("looking for beginning of value");
        }
    }

    private void object(int depth) {
        at++;
        skipBlanks();
        if (peek() == '}') {
            at++;
            return;
        }
        while (true) {
            skipBlanks();
            if (peek() != '"') {
                throw invalid("looking for beginning of object key string");
            }
            string();
            skipBlanks();
            expect(':', "after object key");
            value(depth + 1);
            skipBlanks();
            if (peek() == '}') {
                at++;
                return;
            }
            expect(',', "after object key:value pair");
        }
    }

    private void array(int depth) {
        at++;
        skipBlanks();
        if (peek() == ']') {
            at++;
            return;
        }
        while (true) {
            value(depth + 1);
            skipBlanks();
            if (peek() == ']') {
                at++;
                return;
            }
            expect(',', "after array element");
        }
    }

    private void string() {
        at++;
        while (peek() != '"') {
            if ((text[at] & 0xff) < ' ') {
                throw invalid("in string literal");
            }
            if (text[at++] == '\\') {
                escape();
            }
        }
        at++;
    }

    private void escape() {
        switch (peek()) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at++;
            case 'u' -> {
                at++;
                for (int i = 0; i < 4; i++) {
                    if (Character.digit(peek(), 16) < 0) {
                        throw invalid("in \\u hexadecimal character escape");
                    }
                    at++;
                }
            }
            default -> throw invalid("in string escape code");
        }
    }

    private void number() {
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits("in numeric literal");
        }
        if (at < text.length && text[at] == '.') {
            at++;
            digits("after decimal point in numeric literal");
        }
        if (at < text.length && (text[at] == 'e' || text[at] == 'E')) {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits("in exponent of numeric literal");
        }
    }

    private void digits(String where) {
        if (!isDigit(peek())) {
            throw invalid(where);
        }
        while (at < text.length && isDigit((char) text[at])) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (peek() != word.charAt(i)) {
                throw invalid("in literal " + word + " (expecting '" + word.charAt(i) + "')");
            }
            at++;
        }
    }

    private void expect(char wanted, String where) {
        if (peek() != wanted) {
            throw invalid(where);
        }
        at++;
    }

    private void skipBlanks() {
        while (at < text.length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r')) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length) {
            throw new IllegalArgumentException("unexpected end of JSON input");
        }
        return (char) (text[at] & 0xff);
    }

    private IllegalArgumentException invalid(String where) {
        char c = peek();
        String shown = switch (c) {
            case '\'' -> "\\'";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                c < ' ' ? "\\x" + Character.forDigit(c >> 4, 16) + Character.forDigit(c & 15, 16) : String.valueOf(c);
        };
        return new IllegalArgumentException("invalid character '" + shown + "' " + where);
    }
}
