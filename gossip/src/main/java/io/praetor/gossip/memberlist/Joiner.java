package io.praetor.gossip.memberlist;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Loop;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Joins a pool (`gossip-memberlist.md` §11): exchanges states with every address of a list, one after the other. There
/// is
/// no message that says "I join": the exchange tells of this member, and whoever was told gossips it.
final class Joiner {

    private static final Logger LOG = LoggerFactory.getLogger(Joiner.class);

    private final Self self;
    private final Loop loop;
    private final Resolver resolver;
    private final PushPull pushPull;

    Joiner(Core core, Resolver resolver, PushPull pushPull) {
        this.self = core.self();
        this.loop = core.loop();
        this.resolver = resolver;
        this.pushPull = pushPull;
    }

    /// What became of it so far.
    private static final class Tally {
        private int reached;
        private final List<String> faults = new ArrayList<>();
    }

    /// @return how many were reached; fails when none was
    CompletableFuture<Integer> join(List<String> addresses) {
        Tally tally = new Tally();
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (String address : addresses) {
            all = all.thenCompose(_ -> join(address, tally));
        }
        return all.thenCompose(_ -> tally.reached > 0 || tally.faults.isEmpty()
                ? CompletableFuture.completedFuture(tally.reached)
                : CompletableFuture.failedFuture(new IOException(message(tally.faults))));
    }

    private CompletableFuture<Void> join(String text, Tally tally) {
        return find(text)
                .thenCompose(endpoints -> {
                    CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
                    for (Endpoint endpoint : endpoints) {
                        all = all.thenCompose(_ -> join(endpoint, tally));
                    }
                    return all;
                })
                .exceptionally(failure -> {
                    failed(tally, "Failed to resolve " + text, failure);
                    return null;
                });
    }

    private CompletableFuture<Void> join(Endpoint endpoint, Tally tally) {
        return pushPull.with(endpoint, true).handle((_, failure) -> {
            if (failure == null) {
                tally.reached++;
            } else {
                failed(tally, "Failed to join " + endpoint.address().getHostAddress(), failure);
            }
            return null;
        });
    }

    /// @return completes on the loop
    private CompletableFuture<List<Endpoint>> find(String text) {
        JoinAddress address;
        try {
            address = JoinAddress.parse(text, self.endpoint.port());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        InetAddress literal = address.literal();
        if (literal != null) {
            return CompletableFuture.completedFuture(List.of(new Endpoint(literal, address.port())));
        }
        return resolver.resolve(address.host())
                .handleAsync(
                        (found, failure) -> {
                            if (failure != null) {
                                throw new CompletionException(cause(failure));
                            }
                            return found.stream()
                                    .map(each -> new Endpoint(each, address.port()))
                                    .toList();
                        },
                        loop::execute);
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause(cause) : failure;
    }

    private static void failed(Tally tally, String what, Throwable failure) {
        String fault = what + ": " + cause(failure).getMessage();
        LOG.atDebug().addKeyValue("reason", fault).log("could not join");
        tally.faults.add(fault);
    }

    /// In the original's form, which operators know and programs look for.
    private static String message(List<String> faults) {
        StringBuilder text = new StringBuilder(faults.size() == 1 ? "1 error" : faults.size() + " errors");
        text.append(" occurred:\n");
        for (String fault : faults) {
            text.append("\t* ").append(fault).append('\n');
        }
        return text.append('\n').toString();
    }
}
