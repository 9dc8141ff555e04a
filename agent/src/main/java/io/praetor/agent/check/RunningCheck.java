package io.praetor.agent.check;

/// A check that runs.
sealed interface RunningCheck permits PeriodicCheck, TtlCheck, AliasCheck {
    /// Sets it going.
    void start();

    /// Ends it; it tells nothing any more.
    void stop();
}
