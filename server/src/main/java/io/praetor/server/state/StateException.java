package io.praetor.server.state;

/// A command that the rules of the state refuse; nothing of it is applied. The message is the original's text, for the
/// caller.
public final class StateException extends Exception {
    private static final long serialVersionUID = 1;

    /// @param message the exact text
    public StateException(String message) {
        super(message, null, false, false);
    }

    /// The exact text.
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
