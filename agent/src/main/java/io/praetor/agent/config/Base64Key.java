package io.praetor.agent.config;

import java.util.Base64;

/// Base 64 of secrets, with the original's account of the byte that is wrong.
final class Base64Key {
    private Base64Key() {}

    static byte[] decode(String text) throws ConfigException {
        try {
            if (text.length() % 4 == 0) {
                return Base64.getDecoder().decode(text);
            }
        } catch (IllegalArgumentException _) {
            // reported below with the place of the fault
        }
        throw new ConfigException("encrypt has invalid key: illegal base64 data at input byte " + fault(text));
    }

    /// The index of the first character out of place, or where the group that is not whole begins.
    private static int fault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = (Character.digit(c, 36) >= 0 && c < 128) || c == '+' || c == '/';
            if (!digit) {
                return i;
            }
        }
        return text.length() / 4 * 4;
    }
}
