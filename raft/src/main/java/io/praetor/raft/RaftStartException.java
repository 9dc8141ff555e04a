package io.praetor.raft;

import org.jspecify.annotations.Nullable;

/// The log cannot be opened; the message is one clear line for the user. What was on disk is as it was.
public final class RaftStartException extends Exception {

    private static final long serialVersionUID = 1L;

    public RaftStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
