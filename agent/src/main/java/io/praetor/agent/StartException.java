package io.praetor.agent;

import org.jspecify.annotations.Nullable;

/// An agent that cannot start for a reason the user can do something about; the message is one line for the log.
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
