package io.praetor.gossip.serf;

import java.util.Base64;

/// Base64 that people typed.
final class Base64Text {

    private Base64Text() {}

    /// @throws IllegalArgumentException with the original's line, when it is none
    static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(check(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("illegal base64 data at input byte " + wrongAt(text));
        }
    }

    /// The library takes texts without padding too, the original does not.
    private static String check(String text) {
        if (text.length() % 4 != 0) {
            throw new IllegalArgumentException("length");
        }
        return text;
    }

    /// The first byte that is not as it should be; the end, when something is missing there.
    private static int wrongAt(String text) {
        int at = 0;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        boolean paddingIsDue = at % 4 >= 2;
        if (at < text.length() && text.charAt(at) == '=' && paddingIsDue) {
            int due = 4 - at % 4;
            int given = 0;
            while (given < due && at + given < text.length() && text.charAt(at + given) == '=') {
                given++;
            }
            return at + given;
        }
        return at < text.length() ? at : at - at % 4;
    }

    private static boolean isDigit(char c) {
        boolean isLetter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        return isLetter || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
