package io.praetor.gossip;

import java.time.Duration;

/// Where one member's code runs: one task at a time, in an order that the loop decides. In a simulation one loop of
/// virtual time serves thousands of members.
public interface Loop {

    /// Elapsed time in nanoseconds from an arbitrary origin.
    long nanoTime();

    /// Runs a task after those that wait already. From any thread.
    void execute(Runnable task);

    /// Runs a task once the delay is over. From any thread.
    Timer schedule(Duration delay, Runnable task);

    /// Something that will run.
    interface Timer {

        /// It will not run, unless it runs already. Idempotent.
        void cancel();
    }
}
