package io.praetor.server.leader;

import io.praetor.server.RequestFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Waiting for a command from a thread that may.
public final class Waiting {
    /// How long a command of the leader itself may take.
    private static final long LIMIT_SECONDS = 30;

    private Waiting() {}

    /// @throws RequestFailure when the command was refused, or is not done in time
    public static @Nullable Object on(CompletableFuture<@Nullable Object> command) throws InterruptedException {
        try {
            return command.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RequestFailure failure) {
                throw failure;
            }
            throw new IllegalStateException("a command of the leader failed", e.getCause());
        } catch (TimeoutException e) {
            throw RequestFailure.internal("a command of the leader took more than " + LIMIT_SECONDS + " s");
        }
    }
}
