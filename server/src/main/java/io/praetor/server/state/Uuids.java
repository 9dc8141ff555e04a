package io.praetor.server.state;

import org.jspecify.annotations.Nullable;

/// What makes a text an ID.
public final class Uuids {
    private static final int LENGTH = 36;
    private static final int DASHES = 4;

    private Uuids() {}

    /// What is wrong with a text that should be a UUID, in the original's words; null when it is one.
    public static @Nullable String problem(String text) {
        if (text.length() != LENGTH) {
            return "UUID must be 36 characters";
        }
        long dashes = text.chars().filter(c -> c == '-').count();
        if (dashes != DASHES) {
            return "UUID should have 4 \"-\"; got " + dashes;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || (c != '-' && Character.digit(c, 16) < 0)) {
                return "Invalid UUID: encoding/hex: invalid byte: " + Quote.rune(c);
            }
        }
        return null;
    }
}
