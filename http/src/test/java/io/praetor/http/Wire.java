package io.praetor.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.praetor.http.route.BodyRule;
import io.praetor.http.route.FrontSettings;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Route;
import io.praetor.http.route.Router;
import io.praetor.server.RequestFailure;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// One connection without a socket: raw bytes in, raw bytes out. Time stands still until [#tick].
final class Wire implements AutoCloseable {
    static final String DATE = "Sat, 21 Nov 2026 12:00:00 GMT";

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));

    final EmbeddedChannel channel;
    /// What `/parked` waits for, in the order asked.
    final List<Reply.Completion> parked = new ArrayList<>();
    /// How many of them were called off.
    int cancelled;

    /// Tasks that would block, run by [#runBlocking].
    final List<Runnable> blocking = new ArrayList<>();

    final Audit audit = new Audit();
    private final LoopConnections loop = new LoopConnections(CLOCK);
    private long now = 1;

    Wire() {
        this(FrontSettings.DEFAULT);
    }

    Wire(FrontSettings settings) {
        Router router = new Router(settings, routes());
        ServerContext context = new ServerContext(
                router,
                new HeadWriter(settings),
                RequestObserver.NONE,
                audit,
                () -> now,
                blocking::add,
                new ClientLimit(0),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60));
        channel = new EmbeddedChannel();
        Connection connection = new Connection(context, loop, channel, null);
        channel.pipeline().addLast(connection.decoder, connection);
    }

    private List<Route> routes() {
        return List.of(
                Route.at("/").get(_ -> Reply.text(200, "Consul Agent")),
                Route.at("/v1/echo/")
                        .get(request -> Reply.text(200, request.rest()))
                        .put(
                                new BodyRule.Buffered(16, "kv_max_value_size"),
                                request -> Reply.text(200, new String(request.body(), StandardCharsets.UTF_8)))
                        .delete(_ -> Reply.empty(200)),
                Route.at("/v1/long").get(_ -> Reply.text(200, "long ".repeat(400))),
                Route.at("/v1/huge").get(_ -> Reply.text(200, "x".repeat(300_000))),
                Route.at("/v1/parked")
                        .get(_ -> new Reply.Later(done -> {
                            parked.add(done);
                            return () -> cancelled++;
                        })),
                Route.at("/v1/written")
                        .put(_ -> new Reply.Later(done -> {
                            parked.add(done);
                            return io.praetor.server.Cancellable.NONE;
                        })),
                Route.at("/v1/fails").get(_ -> {
                    throw new IllegalStateException("secret detail");
                }),
                Route.at("/v1/refuses").get(_ -> {
                    throw RequestFailure.internal("No path to datacenter");
                }),
                Route.at("/v1/stream")
                        .get(_ -> new Reply.Streamed(outlet -> {
                            try (OutputStream out = outlet.begin("text/plain", null)) {
                                out.write("streamed".getBytes(StandardCharsets.UTF_8));
                            }
                        }))
                        .put(
                                BodyRule.STREAMED,
                                request -> new Reply.Blocking(() -> Reply.text(
                                        200, new String(request.stream().readAllBytes(), StandardCharsets.UTF_8)))));
    }

    /// Sends bytes (each character one) and returns what came back.
    String send(String raw) {
        channel.writeInbound(Unpooled.copiedBuffer(raw, StandardCharsets.ISO_8859_1));
        return received();
    }

    /// What was written since last asked.
    String received() {
        channel.runPendingTasks();
        StringBuilder out = new StringBuilder();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            out.append(piece.toString(StandardCharsets.ISO_8859_1));
            piece.release();
        }
        return out.toString();
    }

    void runBlocking() {
        while (!blocking.isEmpty()) {
            blocking.removeFirst().run();
        }
    }

    /// Runs what would block, each on a thread of its own that is given a moment to end.
    void runBlockingUnlessTheyWait() {
        while (!blocking.isEmpty()) {
            Thread thread = Thread.ofVirtual().start(blocking.removeFirst());
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// The client sends no more.
    void endInput() {
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }

    /// Time passes, and the loop looks at its deadlines.
    void tick(Duration time) {
        now += time.toNanos();
        loop.tick(now);
        channel.runPendingTasks();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    int connections() {
        return loop.all().size();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }

    /// A plain text answer as it looks on the wire.
    static String ok(String text) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nVary: Accept-Encoding\r\nDate: " + DATE
                + "\r\nContent-Length: " + text.length() + "\r\n\r\n" + text;
    }
}
