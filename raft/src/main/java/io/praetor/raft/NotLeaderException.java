package io.praetor.raft;

import org.jspecify.annotations.Nullable;

/// This server does not lead, or could not confirm that it does. Nothing was appended: asking the leader instead is
/// safe.
public final class NotLeaderException extends RaftException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String leaderId;

    public NotLeaderException(String message, @Nullable String leaderId) {
        super(message, null);
        this.leaderId = leaderId;
    }

    /// The id of the server that leads, as far as this one knows.
    public @Nullable String leaderId() {
        return leaderId;
    }
}
