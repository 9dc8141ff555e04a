package io.praetor.http.route;

import io.praetor.model.ByteText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Percent-escapes of URLs. Decoded text is [ByteText]: an escape may stand for any byte.
final class PercentText {
    private static final String UNRESERVED = "-_.~";
    private static final String PATH_SIGNS = UNRESERVED + "$&+,/:;=@";

    private PercentText() {}

    /// Decodes a part of a text whose characters are bytes (ISO-8859-1).
    ///
    /// @param plusIsSpace as in query strings
    /// @return null when an escape is not `%` and two hexadecimal digits
    static @Nullable String decode(String text, int from, int to, boolean plusIsSpace) {
        int at = from;
        while (at < to && isPlain(text.charAt(at), plusIsSpace)) {
            at++;
        }
        return at == to ? text.substring(from, to) : decodeBytes(text, from, to, plusIsSpace);
    }

    private static boolean isPlain(char c, boolean plusIsSpace) {
        return c < 0x80 && c != '%' && !(c == '+' && plusIsSpace);
    }

    private static @Nullable String decodeBytes(String text, int from, int to, boolean plusIsSpace) {
        byte[] bytes = new byte[to - from];
        int length = 0;
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (c == '%') {
                int high = at + 2 < to ? hexDigit(text.charAt(at + 1)) : -1;
                int low = at + 2 < to ? hexDigit(text.charAt(at + 2)) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                bytes[length++] = (byte) ((high << 4) | low);
                at += 2;
            } else {
                bytes[length++] = (byte) (c == '+' && plusIsSpace ? ' ' : c);
            }
        }
        return ByteText.decode(bytes, 0, length);
    }

    private static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    /// Appends a name or value of a query string.
    static void encodeQuery(byte[] bytes, StringBuilder out) {
        for (byte b : bytes) {
            if (b == ' ') {
                out.append('+');
            } else {
                append(b, UNRESERVED, out);
            }
        }
    }

    /// A decoded path as it stands in a URL.
    static String encodePath(String path) {
        StringBuilder out = new StringBuilder(path.length() + 16);
        for (byte b : ByteText.encode(path)) {
            append(b, PATH_SIGNS, out);
        }
        return out.toString();
    }

    private static void append(byte b, String signs, StringBuilder out) {
        char c = (char) (b & 0xFF);
        boolean plain =
                (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || signs.indexOf(c) >= 0;
        if (plain) {
            out.append(c);
        } else {
            out.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
        }
    }
}
