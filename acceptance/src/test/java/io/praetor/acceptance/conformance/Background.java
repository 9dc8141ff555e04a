package io.praetor.acceptance.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.wire.Endpoint;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A request that was sent while the case goes on.
final class Background {

    private final FutureTask<Answer> task;

    Background(JsonNode request, Captures captures, Endpoint agent, @Nullable String token) {
        Captures seen = captures.copy();
        Callable<Answer> send = () -> Ask.of(request, seen, token).send(agent);
        this.task = new FutureTask<>(send);
        Thread.ofVirtual().start(task);
    }

    boolean isPending() {
        return !task.isDone();
    }

    /// The answer; null when it has not come by then. Throws what the request failed with.
    @Nullable Answer await(long millis) throws IOException, InterruptedException {
        try {
            return task.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return null;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Captures.Unset unset) {
                throw unset;
            }
            throw new IOException(failed.getCause());
        }
    }
}
