package io.praetor.cli.kv;

/// Standard base64 read as the original does: newlines are skipped, and a mistake is reported by its position and
/// leaves what was decoded before it.
final class GoBase64 {
    private final byte[] decoded;
    private final int mistake;

    private GoBase64(byte[] decoded, int mistake) {
        this.decoded = decoded;
        this.mistake = mistake;
    }

    /// What could be decoded.
    byte[] decoded() {
        return decoded;
    }

    /// Whether all of the text was base64.
    boolean isValid() {
        return mistake < 0;
    }

    /// What is wrong, in the original's words.
    String message() {
        return "illegal base64 data at input byte " + mistake;
    }

    static GoBase64 decode(byte[] text) {
        byte[] out = new byte[text.length / 4 * 3 + 3];
        int length = 0;
        int bits = 0;
        int digits = 0;
        int at = 0;
        while (true) {
            at = skipNewlines(text, at);
            if (at == text.length) {
                return digits == 0 ? result(out, length, -1) : result(out, length, at - digits);
            }
            int value = value(text[at]);
            if (value >= 0) {
                at++;
                bits = bits << 6 | value;
                if (++digits == 4) {
                    out[length++] = (byte) (bits >> 16);
                    out[length++] = (byte) (bits >> 8);
                    out[length++] = (byte) bits;
                    bits = 0;
                    digits = 0;
                }
            } else if (text[at] == '=' && digits >= 2) {
                return decodeEnd(text, at, out, length, bits, digits);
            } else {
                return result(out, length, at);
            }
        }
    }

    /// The padding, `at` being its first character, and nothing but newlines behind it.
    private static GoBase64 decodeEnd(byte[] text, int at, byte[] out, int length, int bits, int digits) {
        int next = skipNewlines(text, at + 1);
        if (digits == 2) {
            if (next == text.length) {
                return result(out, length, text.length);
            }
            if (text[next] != '=') {
                return result(out, length, next);
            }
            next = skipNewlines(text, next + 1);
        }
        int end = length;
        if (digits == 2) {
            out[end++] = (byte) (bits >> 4);
        } else {
            out[end++] = (byte) (bits >> 10);
            out[end++] = (byte) (bits >> 2);
        }
        return result(out, end, next < text.length ? next : -1);
    }

    private static GoBase64 result(byte[] out, int length, int mistake) {
        return new GoBase64(java.util.Arrays.copyOf(out, length), mistake);
    }

    private static int skipNewlines(byte[] text, int from) {
        int at = from;
        while (at < text.length && (text[at] == '\n' || text[at] == '\r')) {
            at++;
        }
        return at;
    }

    private static int value(byte c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }
}
