package io.praetor.server.acl;

import io.praetor.server.RequestFailure;

/// Texts that stood for whole policies long ago and can be no secrets (`acl.md` §2).
public final class RootNames {
    private RootNames() {}

    /// Whether a text is one.
    public static boolean isRoot(String secret) {
        return switch (secret) {
            case "allow", "deny", "manage" -> true;
            default -> false;
        };
    }

    /// What is said to whoever sends one.
    public static RequestFailure refusal() {
        return RequestFailure.internal("Cannot resolve root ACL");
    }
}
