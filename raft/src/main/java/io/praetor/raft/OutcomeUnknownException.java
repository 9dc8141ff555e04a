package io.praetor.raft;

import org.jspecify.annotations.Nullable;

/// The command was appended and then leadership or the log was lost: it may or may not be applied. Only an idempotent
/// command may be retried.
public final class OutcomeUnknownException extends RaftException {

    private static final long serialVersionUID = 1L;

    public OutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
