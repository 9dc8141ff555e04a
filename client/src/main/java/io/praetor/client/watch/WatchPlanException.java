package io.praetor.client.watch;

/// Parameters that make no watch. The message is for the user, in the original's words.
public final class WatchPlanException extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param message for the user
    public WatchPlanException(String message) {
        super(message);
    }
}
