package io.praetor.server.state;

import io.praetor.model.ByteText;

/// Texts in double quotes as the original's messages show them.
final class Quote {
    private Quote() {}

    /// The text in quotes, with everything that does not print escaped.
    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> append(out, c));
        return out.append('"').toString();
    }

    /// A character as `U+0078 'x'`.
    static String rune(int c) {
        return String.format("U+%04X '%s'", c, Character.toString(c));
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            case '\r' -> out.append("\\r");
            case 0x07 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case 0x0b -> out.append("\\v");
            default -> {
                if (ByteText.hasEscapes(Character.toString(c))) {
                    out.append(String.format("\\x%02x", c & 0xff));
                } else if (c < ' ' || c == 0x7f) {
                    out.append(String.format("\\x%02x", c));
                } else {
                    out.appendCodePoint(c);
                }
            }
        }
    }
}
