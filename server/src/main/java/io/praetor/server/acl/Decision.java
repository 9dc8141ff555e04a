package io.praetor.server.acl;

import org.jspecify.annotations.Nullable;

/// Whether a token may do something, and why.
///
/// @param allowed whether it may
/// @param by      the rule that decided; null when none says anything
/// @param otherwise what decided in that case: the default policy, or that access control is off
public record Decision(boolean allowed, @Nullable Granted by, String otherwise) {
    /// Decided by nothing that could be named.
    static Decision unexplained(boolean allowed) {
        return new Decision(allowed, null, "access control is off");
    }

    /// One line: which rule of which policy.
    public String text() {
        String answer = allowed ? "allowed" : "denied";
        if (by == null) {
            return answer + ": no rule; " + otherwise;
        }
        return answer + ": " + by.rule().text() + " of policy " + Quoted.of(by.policyName()) + " (" + by.policyId()
                + ")";
    }
}
