package io.praetor.raft;

import org.jspecify.annotations.Nullable;

/// Refused before anything was appended: the disk is full, the log is overloaded or closed. Trying again later is safe.
public final class LogUnavailableException extends RaftException {

    private static final long serialVersionUID = 1L;

    public LogUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public LogUnavailableException(String message) {
        this(message, null);
    }
}
