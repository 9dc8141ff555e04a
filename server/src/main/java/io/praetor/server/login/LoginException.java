package io.praetor.server.login;

/// A configuration that makes no sense, or a bearer token that is not believed. The message is the contract's.
public final class LoginException extends Exception {
    private static final long serialVersionUID = 1;

    LoginException(String message) {
        super(message, null, false, false);
    }

    /// The exact text.
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
