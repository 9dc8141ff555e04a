package io.praetor.server.query;

/// A question whose duration telemetry wants to know.
public interface TimedQuery {
    /// The name of the timer.
    String timer();
}
