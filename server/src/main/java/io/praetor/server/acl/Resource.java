package io.praetor.server.acl;

import java.util.Locale;

/// What permissions are about (`acl.md` §1, §9).
public enum Resource {
    ACL,
    AGENT,
    EVENT,
    INTENTION,
    KEY,
    KEYRING,
    NODE,
    OPERATOR,
    QUERY,
    SERVICE,
    SESSION;

    private final String text = name().toLowerCase(Locale.ROOT);

    /// The contract's word for it, as in rules and in `internal/acl/authorize`.
    public String text() {
        return text;
    }
}
