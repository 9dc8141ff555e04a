package io.praetor.server.leader;

import io.praetor.raft.LogUnavailableException;
import io.praetor.raft.NotLeaderException;
import io.praetor.raft.OutcomeUnknownException;
import io.praetor.raft.ReplicatedLog;
import io.praetor.server.Meter;
import io.praetor.server.RequestFailure;
import io.praetor.server.fsm.StateError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of a command into the log of the server that leads; what becomes of it is told in the caller's terms.
public final class Writes {
    private static final Logger LOG = LoggerFactory.getLogger(Writes.class);

    /// Above this the log and its followers suffer.
    private static final int LARGE_BYTES = 1 << 20;

    private final ReplicatedLog log;
    private final Leadership leadership;
    private final WriteFigures figures;

    /// @param meter told how long commands take
    public Writes(ReplicatedLog log, Leadership leadership, Meter meter) {
        this.log = log;
        this.leadership = leadership;
        this.figures = new WriteFigures(meter);
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
        offer(command, result, figures.begin(command));
        return result;
    }

    /// Whether this server is stopping: what fails from now on is a part of that.
    public boolean stopped() {
        return leadership.isClosed();
    }

    private void offer(byte[] command, CompletableFuture<@Nullable Object> result, Runnable answered) {
        leadership.whenLeading(
                () -> {
                    var _ = log.propose(command).whenComplete((value, failure) -> {
                        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                        answered.run();
                        if (cause != null) {
                            result.completeExceptionally(refusal(cause));
                        } else if (value instanceof StateError error) {
                            result.completeExceptionally(RequestFailure.internal(error.text()));
                        } else {
                            result.complete(value);
                        }
                    });
                },
                refused -> {
                    answered.run();
                    result.completeExceptionally(refused);
                });
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
