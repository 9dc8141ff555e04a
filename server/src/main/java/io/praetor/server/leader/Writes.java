package io.praetor.server.leader;

import io.praetor.raft.LogUnavailableException;
import io.praetor.raft.NotLeaderException;
import io.praetor.raft.OutcomeUnknownException;
import io.praetor.raft.ReplicatedLog;
import io.praetor.server.RequestFailure;
import io.praetor.server.fsm.StateError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of a command into the log: it waits for a leader like a read does, and what becomes of it is told in the
/// caller's terms.
public final class Writes {
    private static final Logger LOG = LoggerFactory.getLogger(Writes.class);

    /// Above this the log and its followers suffer.
    private static final int LARGE_BYTES = 1 << 20;

    /// How often a command is offered while leadership moves.
    private static final int ATTEMPTS = 3;

    private final ReplicatedLog log;
    private final Leadership leadership;

    public Writes(ReplicatedLog log, Leadership leadership) {
        this.log = log;
        this.leadership = leadership;
    }

    /// Puts a command into the log.
    ///
    /// @return what the state machine answered, once it is committed and applied here; fails with a [RequestFailure].
    ///     It completes on a thread of the log: what follows must be short
    public CompletableFuture<@Nullable Object> propose(byte[] command) {
        if (command.length > LARGE_BYTES) {
            LOG.warn("attempting to apply a large raft entry: size_in_bytes={}", command.length);
        }
        if (command.length > ReplicatedLog.MAX_COMMAND_BYTES) {
            return CompletableFuture.failedFuture(RequestFailure.internal(
                    "command has " + command.length + " bytes, expected at most " + ReplicatedLog.MAX_COMMAND_BYTES));
        }
        CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
        offer(command, result, ATTEMPTS);
        return result;
    }

    private void offer(byte[] command, CompletableFuture<@Nullable Object> result, int attempts) {
        leadership.whenLeading(
                () -> {
                    var _ = log.propose(command).whenComplete((value, failure) -> {
                        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                        if (cause instanceof NotLeaderException && attempts > 1) {
                            offer(command, result, attempts - 1);
                        } else if (cause != null) {
                            result.completeExceptionally(refusal(cause));
                        } else if (value instanceof StateError error) {
                            result.completeExceptionally(RequestFailure.internal(error.text()));
                        } else {
                            result.complete(value);
                        }
                    });
                },
                result::completeExceptionally);
    }

    private static Throwable refusal(Throwable cause) {
        return switch (cause) {
            case NotLeaderException _ -> RequestFailure.noLeader();
            case LogUnavailableException refused -> RequestFailure.internal(String.valueOf(refused.getMessage()));
            case OutcomeUnknownException _ -> RequestFailure.internal("leadership lost while committing log");
            default -> cause;
        };
    }
}
