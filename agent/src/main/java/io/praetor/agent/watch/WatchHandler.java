package io.praetor.agent.watch;

import io.praetor.client.watch.WatchResult;

/// Tells somebody outside of a change.
interface WatchHandler {
    /// Returns when it has been told; failures are logged.
    void handle(WatchResult result) throws InterruptedException;

    /// Ends what is under way, from another thread.
    void cancel();
}
