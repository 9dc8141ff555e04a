package io.praetor.server.remote;

import io.praetor.model.codec.DecodeException;
import io.praetor.server.wire.CallMethod;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Calls of methods that are no questions to the state.
final class MethodCalls {
    private final Calls calls;

    MethodCalls(Calls calls) {
        this.calls = calls;
    }

    /// Calls a method and reads its reply. Cancelling the result gives the call up.
    <A, R extends @Nullable Object> CompletableFuture<R> call(CallMethod<A, R> method, A request) {
        CompletableFuture<byte[]> reply = calls.call(method, method.encode(request), Calls.PATIENCE);
        CompletableFuture<R> result = new CompletableFuture<>();
        var _ = reply.whenComplete((bytes, failure) -> {
            if (failure != null) {
                result.completeExceptionally(CallFailures.of(failure));
                return;
            }
            try {
                result.complete(method.decodeReply(request, bytes));
            } catch (DecodeException e) {
                result.completeExceptionally(RemoteQueries.undecodable(method.name(), e));
            }
        });
        var _ = result.whenComplete((_, _) -> {
            if (result.isCancelled()) {
                reply.cancel(false);
            }
        });
        return result;
    }
}
