package io.praetor.server.acl;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a rule gives (`acl.md` §1), from nothing to everything.
public enum Level {
    DENY,
    READ,
    /// Keys only.
    LIST,
    WRITE;

    private final String text = name().toLowerCase(Locale.ROOT);

    /// The word of a rule, in any case; null if it is none.
    static @Nullable Level of(String word) {
        for (Level level : values()) {
            if (level.text.equalsIgnoreCase(word)) {
                return level;
            }
        }
        return null;
    }

    /// The word in rules.
    public String text() {
        return text;
    }

    /// Whether a rule of this level answers yes.
    public boolean grants(Access access) {
        return switch (access) {
            case READ -> this != DENY;
            case LIST -> this == LIST || this == WRITE;
            case WRITE, WRITE_PREFIX -> this == WRITE;
        };
    }

    /// Whether this level holds where another policy has the same rule with `other`: a denial above all, then what
    /// gives more.
    boolean outweighs(Level other) {
        return this != other && other != DENY && (this == DENY || compareTo(other) > 0);
    }
}
