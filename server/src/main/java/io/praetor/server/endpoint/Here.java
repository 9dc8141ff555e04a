package io.praetor.server.endpoint;

import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Viewers;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where requests arrive: the datacenter this server is in, and who may ask it for something. Every request that is
/// answered here comes in by [#admit], so that none is answered before it is known who asks.
///
/// @param viewers what tokens stand for
public record Here(String datacenter, Viewers viewers) {
    /// Runs a request's checks and its start, once it is known who asks: on this thread when it is known already. A
    /// refusal fails the future instead of being thrown.
    ///
    /// @param wanted  the datacenter; null or empty: this one
    /// @param token   the secret of whoever asks; empty: anonymous
    /// @param request gets what that stands for
    <T extends @Nullable Object> CompletableFuture<T> admit(
            @Nullable String wanted, String token, Function<Authorizer, CompletableFuture<T>> request) {
        if (!isHere(wanted)) {
            return CompletableFuture.failedFuture(RequestFailure.noPathToDatacenter());
        }
        Authorizer by = viewers.now(token);
        return by == null
                ? viewers.resolve(token).thenCompose(known -> attempt(() -> request.apply(known)))
                : attempt(() -> request.apply(by));
    }

    /// The same for what everybody may know (`http-api.md` §14).
    <T extends @Nullable Object> CompletableFuture<T> admitAnybody(
            @Nullable String wanted, Supplier<CompletableFuture<T>> request) {
        return isHere(wanted) ? attempt(request) : CompletableFuture.failedFuture(RequestFailure.noPathToDatacenter());
    }

    private boolean isHere(@Nullable String wanted) {
        return wanted == null || wanted.isEmpty() || wanted.equals(datacenter);
    }

    private static <T extends @Nullable Object> CompletableFuture<T> attempt(Supplier<CompletableFuture<T>> request) {
        try {
            return request.get();
        } catch (RequestFailure failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }
}
