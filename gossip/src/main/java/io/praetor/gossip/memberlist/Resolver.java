package io.praetor.gossip.memberlist;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Finds addresses of hosts. It must not wait on the caller's thread, which is a member's loop.
@FunctionalInterface
public interface Resolver {

    /// No names at all: only literal addresses can be joined.
    Resolver NONE = host -> CompletableFuture.failedFuture(new IllegalArgumentException("no such host"));

    /// All addresses of a name.
    ///
    /// @return completes on any thread; fails with a line for people
    CompletableFuture<List<InetAddress>> resolve(String host);
}
