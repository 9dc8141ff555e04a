package io.praetor.server.remote;

import io.praetor.model.rpc.Empty;
import io.praetor.rpc.RpcClient;
import io.praetor.server.Cancellable;
import io.praetor.server.Scheduler;
import io.praetor.server.wire.OperatorMethods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Spreads client agents over the servers (`rpc.md` §6): from time to time the list is shuffled, and the first server
/// that answers a ping is the one to ask.
public final class Rebalance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rebalance.class);

    /// The least time between two, and up to half as much more.
    static final Duration SHORTEST = Duration.ofMinutes(2);

    private static final Duration JITTER = SHORTEST.dividedBy(2);

    /// So much a node for each server: all agents together open 64 connections a second to each.
    private static final Duration PER_NODE = Duration.ofNanos(15_625_000);

    private static final Duration PING_TIMEOUT = Duration.ofSeconds(10);

    private final ServerList servers;
    private final RpcClient client;
    private final IntSupplier nodes;
    private final Scheduler scheduler;
    private final RandomGenerator random;
    private Cancellable next = Cancellable.NONE;
    private boolean closed;

    /// @param nodes  how many there are in the pool
    /// @param random thread-safe
    public Rebalance(
            ServerList servers, RpcClient client, IntSupplier nodes, Scheduler scheduler, RandomGenerator random) {
        this.servers = servers;
        this.client = client;
        this.nodes = nodes;
        this.scheduler = scheduler;
        this.random = random;
    }

    /// Begins.
    public synchronized void start() {
        if (!closed) {
            next = scheduler.after(interval(), this::rebalance);
        }
    }

    /// Until the next time.
    private Duration interval() {
        Duration usual = SHORTEST.plusNanos(random.nextLong(JITTER.toNanos() + 1));
        Duration scaled = PER_NODE.multipliedBy(Math.max(0, nodes.getAsInt()))
                .dividedBy(Math.max(1, servers.all().size()));
        return scaled.compareTo(usual) > 0 ? scaled : usual;
    }

    private void rebalance() {
        var _ = now().whenComplete((_, _) -> start());
    }

    /// Shuffles now.
    ///
    /// @return the server that is asked from now on; null when none answered, and the list is as it was
    public CompletableFuture<RpcClient.@Nullable Server> now() {
        return ping(new ArrayList<>(servers.shuffled()), 0);
    }

    private CompletableFuture<RpcClient.@Nullable Server> ping(List<RpcClient.Server> order, int tried) {
        if (tried == order.size()) {
            if (!order.isEmpty()) {
                LOG.atDebug().log("No healthy servers during rebalance, aborting");
            }
            return CompletableFuture.completedFuture(null);
        }
        RpcClient.Server first = order.getFirst();
        return client.call(
                        first,
                        OperatorMethods.STATUS_PING.name(),
                        OperatorMethods.STATUS_PING.encode(Empty.VALUE),
                        PING_TIMEOUT)
                .handle((_, failure) -> failure == null)
                .thenCompose(answered -> {
                    if (answered) {
                        servers.reorder(order);
                        LOG.atDebug()
                                .addKeyValue("number_of_servers", order.size())
                                .addKeyValue("active_server", first.name())
                                .log("Rebalanced servers, new active server");
                        return CompletableFuture.completedFuture(first);
                    }
                    order.add(order.removeFirst());
                    return ping(order, tried + 1);
                });
    }

    @Override
    public synchronized void close() {
        closed = true;
        next.cancel();
    }
}
