package io.praetor.client.watch;

import io.praetor.client.ConsulException;
import java.time.Duration;

/// Hears what a watch has found. Called on the watch's thread, which goes on when a call returns: no two calls overlap.
public interface WatchListener {
    /// The first result, and each that differs from the one before.
    void changed(WatchResult result);

    /// A read failed.
    ///
    /// @param retryAfter when it is tried again
    void failed(ConsulException failure, Duration retryAfter);
}
