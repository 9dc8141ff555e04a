package io.praetor.server.login;

import java.time.Instant;
import java.util.Map;

/// Bearer tokens for tests of what is made of them.
public final class LoginTokens {
    /// What they are signed with, in PEM.
    public static final String KEY = TestKeys.RSA_PEM;

    private LoginTokens() {}

    /// One for somebody.
    ///
    /// @param now when it holds
    public static String of(String user, Instant now) {
        return TestKeys.token(Map.of("sub", user, "iat", now.getEpochSecond()));
    }
}
