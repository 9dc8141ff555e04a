package io.praetor.server.acl;

import java.util.Arrays;
import java.util.Locale;

/// What holds while nobody can be asked about a token and what was heard of it is too old (`acl.down_policy`,
/// `acl.md` §5).
public enum DownPolicy {
    /// Everything but the objects of access control.
    ALLOW,
    DENY,
    /// What was heard last; nothing, if nothing was.
    EXTEND_CACHE,
    /// The same, and nobody waits for an answer when there is an old one, whether servers are there or not.
    ASYNC_CACHE;

    /// Whether a text is a word of the configuration.
    public static boolean isOne(String word) {
        return Arrays.stream(values()).anyMatch(policy -> policy.text().equals(word));
    }

    /// The word of the configuration.
    ///
    /// @throws IllegalArgumentException for any other word
    public static DownPolicy of(String word) {
        for (DownPolicy policy : values()) {
            if (policy.text().equals(word)) {
                return policy;
            }
        }
        throw new IllegalArgumentException("invalid ACL down policy " + Quoted.of(word));
    }

    /// The word of the configuration.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
