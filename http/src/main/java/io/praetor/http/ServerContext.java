package io.praetor.http;

import io.praetor.http.route.Router;
import io.praetor.server.Ticker;
import java.time.Duration;
import java.util.concurrent.Executor;

/// What all connections of a server share.
///
/// @param blocking runs work that may block, each on a thread of its own
record ServerContext(
        Router router,
        HeadWriter heads,
        RequestObserver observer,
        Audit audit,
        Ticker ticker,
        Executor blocking,
        ClientLimit clients,
        Duration headTimeout,
        Duration bodyTimeout) {
    /// Whether somebody wants to know how long requests take.
    boolean isTimed() {
        return !observer.equals(RequestObserver.NONE);
    }
}
