package io.praetor.model.telemetry;

/// How long something took. Thread-safe; keep the object.
@FunctionalInterface
public interface Timer {
    /// @param nanos how long it took; shown in milliseconds
    void record(long nanos);
}
