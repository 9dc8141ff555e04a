package io.praetor.agent.sync;

import io.praetor.model.coordinate.Coordinate;
import io.praetor.model.coordinate.CoordinateUpdateRequest;
import io.praetor.server.Cancellable;
import io.praetor.server.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the servers from time to time where this node is in the network (`agent.md` §8): every 15 seconds, or less
/// often
/// in large clusters, and up to as many more by chance, so that agents do not all come at once.
public final class CoordinateSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CoordinateSender.class);

    private final Node node;
    private final Pace pace;
    private final Function<CoordinateUpdateRequest, CompletableFuture<Void>> servers;
    private final Scheduler scheduler;
    private final RandomGenerator random;
    private Cancellable next = Cancellable.NONE;
    private boolean closed;

    /// Whose place it is.
    ///
    /// @param place asked each time
    /// @param token the agent's, asked each time
    public record Node(String datacenter, String name, Supplier<Coordinate> place, Supplier<String> token) {}

    /// How often.
    ///
    /// @param shortest time between two
    /// @param rate     how many a second all agents together may send
    /// @param agents   how many there are
    public record Pace(Duration shortest, double rate, IntSupplier agents) {
        Duration interval() {
            Duration scaled = Duration.ofMillis(Math.round(agents.getAsInt() * 1000.0 / rate));
            return scaled.compareTo(shortest) > 0 ? scaled : shortest;
        }
    }

    private CoordinateSender(
            Node node,
            Pace pace,
            Function<CoordinateUpdateRequest, CompletableFuture<Void>> servers,
            Scheduler scheduler,
            RandomGenerator random) {
        this.node = node;
        this.pace = pace;
        this.servers = servers;
        this.scheduler = scheduler;
        this.random = random;
    }

    /// Begins.
    public static CoordinateSender start(
            Node node,
            Pace pace,
            Function<CoordinateUpdateRequest, CompletableFuture<Void>> servers,
            Scheduler scheduler,
            RandomGenerator random) {
        CoordinateSender sender = new CoordinateSender(node, pace, servers, scheduler, random);
        sender.sendLater();
        return sender;
    }

    private synchronized void sendLater() {
        if (!closed) {
            long millis = Math.max(1, pace.interval().toMillis());
            Duration delay = Duration.ofMillis(millis + random.nextLong(millis));
            next = scheduler.after(delay, this::send);
        }
    }

    private void send() {
        CoordinateUpdateRequest request = new CoordinateUpdateRequest(
                node.datacenter(),
                node.name(),
                "",
                node.place().get(),
                node.token().get());
        var _ = servers.apply(request).whenComplete((_, failure) -> {
            if (failure != null) {
                LOG.atError().addKeyValue("error", failure.getMessage()).log("Coordinate update error");
            }
        });
        sendLater();
    }

    @Override
    public synchronized void close() {
        closed = true;
        next.cancel();
    }
}
