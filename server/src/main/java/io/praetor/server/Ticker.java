package io.praetor.server;

/// A source of elapsed time, in nanoseconds from an arbitrary origin. The composition root passes `System::nanoTime`,
/// tests their own.
@FunctionalInterface
public interface Ticker {
    /// Nanoseconds since some fixed moment; never goes backwards.
    long nanos();
}
