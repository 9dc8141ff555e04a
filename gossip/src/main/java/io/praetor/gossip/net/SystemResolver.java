package io.praetor.gossip.net;

import io.praetor.gossip.memberlist.Resolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

/// Names as the machine's own resolver has them, each looked up in a virtual thread.
public final class SystemResolver implements Resolver {
    private final ThreadFactory threads =
            Thread.ofVirtual().name("gossip-resolve-", 0).factory();

    @Override
    public CompletableFuture<List<InetAddress>> resolve(String host) {
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        threads.newThread(() -> look(host, found)).start();
        return found;
    }

    private static void look(String host, CompletableFuture<List<InetAddress>> found) {
        try {
            found.complete(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException e) {
            found.completeExceptionally(new UnknownHostException("lookup " + host + ": no such host"));
        } catch (RuntimeException e) {
            found.completeExceptionally(e);
        }
    }
}
