package io.praetor.agent.pool;

import io.praetor.gossip.memberlist.Resolver;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/// Names of members to join: all addresses that one way knows, else those of another (`gossip-memberlist.md` §11).
final class JoinNames implements Resolver {
    private final ThreadFactory threads =
            Thread.ofVirtual().name("join-names-", 0).factory();
    private final Function<String, List<InetAddress>> first;
    private final Resolver otherwise;

    /// @param first     may wait; empty when it knows none
    /// @param otherwise asked then
    JoinNames(Function<String, List<InetAddress>> first, Resolver otherwise) {
        this.first = first;
        this.otherwise = otherwise;
    }

    @Override
    public CompletableFuture<List<InetAddress>> resolve(String host) {
        CompletableFuture<List<InetAddress>> known = new CompletableFuture<>();
        threads.newThread(() -> {
                    try {
                        known.complete(first.apply(host));
                    } catch (RuntimeException e) {
                        known.completeExceptionally(e);
                    }
                })
                .start();
        return known.thenCompose(
                found -> found.isEmpty() ? otherwise.resolve(host) : CompletableFuture.completedFuture(found));
    }
}
