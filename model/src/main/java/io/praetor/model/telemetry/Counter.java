package io.praetor.model.telemetry;

/// Counts events. Thread-safe; keep the object, looking it up again costs more than counting.
@FunctionalInterface
public interface Counter {
    /// So many more.
    void add(long count);

    /// One more.
    default void increment() {
        add(1);
    }
}
