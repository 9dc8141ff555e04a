package io.praetor.server.remote;

import io.praetor.server.Cancellable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A request whose answer is a future.
///
/// @param <T> the answer
public final class CallTrip<T extends @Nullable Object> extends Trip {
    private final Supplier<CompletableFuture<T>> attempt;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    private CallTrip(Rules rules, boolean read, Supplier<CompletableFuture<T>> attempt) {
        super(rules, read);
        this.attempt = attempt;
    }

    /// Sets out.
    ///
    /// @param read    whether the request changes nothing
    /// @param attempt begins one; cancelling its future gives it up
    /// @return fails with what [CallFailures#of] makes of the last failure. Cancelling it gives the request up
    public static <T extends @Nullable Object> CompletableFuture<T> start(
            Rules rules, boolean read, Supplier<CompletableFuture<T>> attempt) {
        CallTrip<T> trip = new CallTrip<>(rules, read, attempt);
        trip.go();
        var _ = trip.result.whenComplete((_, _) -> {
            if (trip.result.isCancelled()) {
                trip.cancel();
            }
        });
        return trip.result;
    }

    @Override
    protected Cancellable attempt() {
        CompletableFuture<T> asked;
        try {
            asked = attempt.get();
        } catch (RuntimeException e) {
            missed(e);
            return Cancellable.NONE;
        }
        var _ = asked.whenComplete((value, failure) -> {
            if (failure != null) {
                missed(failure);
            } else if (arrived()) {
                result.complete(value);
            }
        });
        return () -> asked.cancel(false);
    }

    @Override
    protected void refused(Throwable cause) {
        result.completeExceptionally(cause);
    }
}
