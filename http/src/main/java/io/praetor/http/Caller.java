package io.praetor.http;

import io.praetor.server.acl.Authorizer;

/// Who asks the agent to change something.
///
/// @param token the secret that came with the request; empty: none
/// @param by    what the caller may do
public record Caller(String token, Authorizer by) {
    /// Somebody without a token, where nobody's access is controlled.
    public static final Caller ANYBODY = new Caller("", Authorizer.ALL);

    /// Whether access is controlled.
    @SuppressWarnings("ReferenceEquality") // there is one such object
    public boolean isControlled() {
        return by != Authorizer.ALL;
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "Caller[" + by.accessor() + "]";
    }
}
