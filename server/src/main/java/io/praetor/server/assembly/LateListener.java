package io.praetor.server.assembly;

import io.praetor.raft.LeadershipListener;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Holds what the log tells until somebody is there to hear it: the listeners need the log, which is just being opened.
final class LateListener implements LeadershipListener {
    private final CompletableFuture<LeadershipListener> target = new CompletableFuture<>();

    /// Who hears from now on, first of all what was held.
    void complete(LeadershipListener listener) {
        target.complete(listener);
    }

    /// Nobody will: the server could not start.
    void abandon() {
        target.cancel(false);
    }

    @Override
    public void leadershipGained(long term) {
        tell(listener -> listener.leadershipGained(term));
    }

    @Override
    public void leadershipLost(long term) {
        tell(listener -> listener.leadershipLost(term));
    }

    @Override
    public void failed(Throwable cause) {
        tell(listener -> listener.failed(cause));
    }

    /// Waits, on the log's thread for these calls; later ones wait behind it.
    private void tell(Consumer<LeadershipListener> call) {
        LeadershipListener listener = target.exceptionally(_ -> null).join();
        if (listener != null) {
            call.accept(listener);
        }
    }
}
