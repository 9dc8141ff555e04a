package io.praetor.rpc;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.RejectedExecutionException;

/// Work for an event loop.
final class Loops {
    private Loops() {}

    /// Runs a task there later.
    ///
    /// @return false when the loop has stopped, and every connection with it
    static boolean execute(EventExecutor loop, Runnable task) {
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }
}
