package io.praetor.server.query;

import io.praetor.server.Cancellable;
import org.jspecify.annotations.Nullable;

/// A read whose real handle comes later.
final class Deferred implements Cancellable {
    /// It waits for the leader to be ready.
    static final int READY = 0;
    /// It is asked.
    static final int ASKED = 1;

    private @Nullable Cancellable inner;
    private int reached;
    private boolean cancelled;

    /// What a cancel goes to from now on. The handle of an earlier stage may come after that of a later one, which it
    /// started.
    void follow(int stage, Cancellable handle) {
        synchronized (this) {
            if (!cancelled) {
                if (stage >= reached) {
                    reached = stage;
                    inner = handle;
                }
                return;
            }
        }
        handle.cancel();
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void cancel() {
        Cancellable handle;
        synchronized (this) {
            cancelled = true;
            handle = inner;
            inner = null;
        }
        if (handle != null) {
            handle.cancel();
        }
    }
}
