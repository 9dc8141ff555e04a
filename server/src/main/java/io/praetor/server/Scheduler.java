package io.praetor.server;

import java.time.Duration;

/// Runs things later.
@FunctionalInterface
public interface Scheduler {
    /// Runs `task` once, after `delay`, unless it is cancelled before. The task must be short or move to another
    /// executor.
    Cancellable after(Duration delay, Runnable task);
}
