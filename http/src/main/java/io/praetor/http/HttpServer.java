package io.praetor.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.praetor.http.route.Router;
import io.praetor.server.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The HTTP API's front door: listeners, their connections, and the threads that serve them.
public final class HttpServer implements AutoCloseable {
    /// How long answers under way may take when the server stops.
    private static final long DRAIN_MILLIS = 2_000;

    private static final int BACKLOG = 4096;
    private static final int LOW_WATER = 32 << 10;
    private static final int HIGH_WATER = 64 << 10;

    private final HttpSettings settings;
    private final EventLoopGroup loops;
    private final Map<EventLoop, LoopConnections> connections = new HashMap<>();
    private final ExecutorService blocking;
    private final ServerContext context;
    private final List<Channel> listening = new ArrayList<>();
    private final List<TlsListener> tls = new ArrayList<>();
    private boolean closed;

    private HttpServer(
            HttpSettings settings, Router router, RequestObserver observer, InstantSource clock, Ticker ticker) {
        this.settings = settings;
        loops = new MultiThreadIoEventLoopGroup(
                settings.threads(), new DefaultThreadFactory("http", true), NioIoHandler.newFactory());
        blocking = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-blocking-", 0).factory());
        context = new ServerContext(
                router,
                new HeadWriter(router.settings()),
                observer,
                ticker,
                blocking,
                new ClientLimit(settings.maxConnectionsPerClient()),
                settings.headTimeout(),
                settings.bodyTimeout());
        for (EventExecutor executor : loops) {
            LoopConnections own = new LoopConnections(clock);
            connections.put((EventLoop) executor, own);
            var _ = executor.scheduleWithFixedDelay(() -> own.tick(ticker.nanos()), 1, 1, TimeUnit.SECONDS);
        }
    }

    /// Opens all listeners.
    ///
    /// @throws IOException when one cannot be opened, naming it; then none is
    public static HttpServer start(
            HttpSettings settings, Router router, RequestObserver observer, InstantSource clock, Ticker ticker)
            throws IOException {
        HttpServer server = new HttpServer(settings, router, observer, clock, ticker);
        try {
            for (Listener listener : settings.listeners()) {
                server.listen(listener);
            }
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void listen(Listener listener) throws IOException {
        switch (listener) {
            case Listener.Http http -> bind(http.address(), false, pipeline());
            case Listener.Https https -> {
                TlsListener secured = new TlsListener(https.tls(), settings.handshakeTimeout());
                tls.add(secured);
                bind(https.address(), false, new ConnectionInitializer(context, connections, secured));
            }
            case Listener.Unix unix -> {
                removeStaleSocket(unix.path());
                bind(UnixDomainSocketAddress.of(unix.path()), true, pipeline());
                String permissions = unix.permissions();
                if (permissions != null) {
                    Files.setPosixFilePermissions(unix.path(), PosixFilePermissions.fromString(permissions));
                }
            }
        }
    }

    private ChannelInitializer<Channel> pipeline() {
        return new ConnectionInitializer(context, connections, null);
    }

    private static void removeStaleSocket(Path path) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
            Files.delete(path);
        }
    }

    private void bind(SocketAddress address, boolean unix, ChannelInitializer<Channel> pipeline) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(LOW_WATER, HIGH_WATER))
                .childHandler(pipeline);
        if (unix) {
            bootstrap.channel(NioServerDomainSocketChannel.class);
        } else {
            bootstrap
                    .channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childOption(ChannelOption.SO_KEEPALIVE, true);
        }
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        Throwable cause = bound.cause();
        if (cause != null) {
            throw new IOException("cannot listen for HTTP on " + name(address) + ": " + cause.getMessage(), cause);
        }
        listening.add(bound.channel());
    }

    private static String name(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? inet.getHostString() + ":" + inet.getPort()
                : "unix://" + address;
    }

    /// The addresses of the listeners, in the order of the settings, with the ports they really have.
    public List<SocketAddress> addresses() {
        return listening.stream().map(Channel::localAddress).toList();
    }

    /// Reads certificates and keys again; connections made from now on use them.
    ///
    /// @throws IOException when one cannot be read; then all stay as they were
    public void reloadCertificates() throws IOException {
        for (TlsListener listener : tls) {
            listener.reload();
        }
    }

    /// Stops listening, calls off parked reads, gives the answers under way two seconds, and closes.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (Channel listener : listening) {
            listener.close().awaitUninterruptibly();
        }
        for (Listener listener : settings.listeners()) {
            if (listener instanceof Listener.Unix unix && !listening.isEmpty()) {
                unix.path().toFile().delete();
            }
        }
        connections.forEach((loop, own) ->
                loop.submit(() -> own.all().forEach(Connection::drain)).awaitUninterruptibly(DRAIN_MILLIS));
        blocking.shutdownNow();
        loops.shutdownGracefully(0, DRAIN_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * DRAIN_MILLIS);
    }
}
