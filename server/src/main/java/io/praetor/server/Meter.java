package io.praetor.server;

import io.praetor.model.telemetry.Telemetry;
import io.praetor.model.telemetry.Timer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Tells figures, and measures what they are of.
public record Meter(Telemetry telemetry, Ticker ticker) {
    /// Nobody wants to know.
    public static final Meter NONE = new Meter(Telemetry.NONE, () -> 0);

    /// The moment something begins; for [#ended].
    public long begun() {
        return ticker.nanos();
    }

    /// Records how long something took.
    ///
    /// @param begun what [#begun] said
    public void ended(Timer timer, long begun) {
        timer.record(ticker.nanos() - begun);
    }

    /// Records how long a future takes from now on, however it ends.
    public <T extends @Nullable Object> void follow(Timer timer, CompletionStage<T> future) {
        long begun = begun();
        var _ = future.whenComplete((_, _) -> ended(timer, begun));
    }
}
