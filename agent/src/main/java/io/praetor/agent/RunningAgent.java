package io.praetor.agent;

/// An agent at work, as its process sees it.
interface RunningAgent extends AutoCloseable {
    /// Leaves the cluster; returns when the others know, as far as they can be reached.
    void leave();

    /// Stops everything and gives everything back. Idempotent.
    @Override
    void close();
}
