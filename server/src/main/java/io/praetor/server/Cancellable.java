package io.praetor.server;

/// Something under way that may be called off.
@FunctionalInterface
public interface Cancellable {
    /// Nothing to call off.
    Cancellable NONE = () -> {};

    /// Calls it off; without effect when it is over.
    void cancel();
}
