package io.praetor.server.acl;

import java.util.Arrays;
import java.util.Locale;

/// What holds where no rule says anything (`acl.default_policy`, `acl.md` §1).
public enum DefaultPolicy {
    /// Everything but the objects of access control, and with them snapshots: those need a rule.
    ALLOW,
    DENY;

    private final String text = name().toLowerCase(Locale.ROOT);

    /// Whether a text is a word of the configuration.
    public static boolean isOne(String word) {
        return Arrays.stream(values()).anyMatch(policy -> policy.text.equals(word));
    }

    /// The word of the configuration.
    ///
    /// @throws IllegalArgumentException with the contract's words (`agent.md` §3) for any other word
    public static DefaultPolicy of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "allow" -> ALLOW;
            case "deny" -> DENY;
            default -> throw new IllegalArgumentException("unexpected ACL default policy value of " + Quoted.of(word));
        };
    }

    /// The word of the configuration.
    public String text() {
        return text;
    }

    /// Whether this gives access to a resource.
    public boolean allows(Resource resource) {
        return this == ALLOW && resource != Resource.ACL;
    }
}
