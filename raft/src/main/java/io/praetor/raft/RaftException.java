package io.praetor.raft;

import org.jspecify.annotations.Nullable;

/// Why a request to the log did not succeed; each kind says whether the caller may safely try again.
public abstract sealed class RaftException extends Exception
        permits NotLeaderException, LogUnavailableException, OutcomeUnknownException {

    private static final long serialVersionUID = 1L;

    RaftException(String message, @Nullable Throwable cause) {
        // no stack trace: these are answers, made by the thousand when a leader falls
        super(message, cause, false, false);
    }
}
