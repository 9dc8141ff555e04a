package io.praetor.agent.reload;

/// Why a new configuration is not taken over; the message is for the user.
public final class ReloadException extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param message the original's words where it has some
    public ReloadException(String message) {
        super(message);
    }

    /// @param message the original's words where it has some
    public ReloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
