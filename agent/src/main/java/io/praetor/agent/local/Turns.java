package io.praetor.agent.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// One at a time for each name; different names do not wait for each other. Costs nothing for names nobody has a turn
/// of. For threads that may wait.
public final class Turns {
    private final ConcurrentHashMap<String, CompletableFuture<Void>> taken = new ConcurrentHashMap<>();

    /// A turn; the next one comes when it is closed.
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /// Waits for the turn of a name. Not reentrant.
    public Turn of(String name) {
        CompletableFuture<Void> own = new CompletableFuture<>();
        for (CompletableFuture<Void> other = taken.putIfAbsent(name, own);
                other != null;
                other = taken.putIfAbsent(name, own)) {
            other.join();
        }
        return () -> {
            taken.remove(name, own);
            own.complete(null);
        };
    }
}
