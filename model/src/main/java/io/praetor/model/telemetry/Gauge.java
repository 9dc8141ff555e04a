package io.praetor.model.telemetry;

/// A figure that goes up and down. Thread-safe; keep the object.
@FunctionalInterface
public interface Gauge {
    /// What it is now.
    void set(double value);
}
