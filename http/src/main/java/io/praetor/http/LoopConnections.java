package io.praetor.http;

import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The connections of one event loop, touched by that loop alone. Once a second it looks for deadlines that have passed
/// and renews the `Date` header, so that requests need neither timers nor a clock.
final class LoopConnections {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /// How often draining connections are looked at.
    private static final long LOOK_MILLIS = 2;

    private final InstantSource clock;
    private final List<Connection> connections = new ArrayList<>();
    private byte[] date;

    LoopConnections(InstantSource clock) {
        this.clock = clock;
        date = dateNow();
    }

    private byte[] dateNow() {
        return DATE.format(clock.instant()).getBytes(StandardCharsets.US_ASCII);
    }

    /// What `Date` says, at most a second old.
    byte[] date() {
        return date;
    }

    /// A second has passed.
    void tick(long nanos) {
        date = dateNow();
        for (int i = connections.size() - 1; i >= 0; i--) {
            connections.get(i).checkDeadline(nanos);
        }
    }

    void add(Connection connection) {
        connection.place = connections.size();
        connections.add(connection);
    }

    void remove(Connection connection) {
        Connection last = connections.removeLast();
        if (last != connection) {
            connections.set(connection.place, last);
            last.place = connection.place;
        }
    }

    /// All of them, for shutting down.
    List<Connection> all() {
        return List.copyOf(connections);
    }

    /// The server stops: all of them begin nothing new and finish what they answer.
    ///
    /// @param loop     theirs; this runs there
    /// @param finished completed when none of them answers any more
    void drain(EventLoop loop, CompletableFuture<Void> finished) {
        all().forEach(Connection::drain);
        awaitFinished(loop, finished);
    }

    private void awaitFinished(EventLoop loop, CompletableFuture<Void> finished) {
        if (connections.stream().noneMatch(Connection::isAnswering)) {
            finished.complete(null);
        } else {
            var _ = loop.schedule(() -> awaitFinished(loop, finished), LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
