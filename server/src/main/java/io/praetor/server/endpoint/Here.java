package io.praetor.server.endpoint;

import io.praetor.server.RequestFailure;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The datacenter this server is in.
record Here(String datacenter) {
    /// @param wanted null or empty: this one
    /// @throws RequestFailure when it is another
    void require(@Nullable String wanted) {
        if (wanted != null && !wanted.isEmpty() && !wanted.equals(datacenter)) {
            throw RequestFailure.noPathToDatacenter();
        }
    }

    /// Runs a request's checks and its start; a refusal fails the future instead of being thrown.
    static <T extends @Nullable Object> CompletableFuture<T> attempt(Supplier<CompletableFuture<T>> request) {
        try {
            return request.get();
        } catch (RequestFailure failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }
}
