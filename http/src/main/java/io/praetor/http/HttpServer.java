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
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP API's front door: listeners, their connections, and the threads that serve them.
public final class HttpServer implements AutoCloseable {
    /// How long answers under way may take when the server stops.
    private static final long DRAIN_MILLIS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private static final int BACKLOG = 4096;
    private static final int LOW_WATER = 32 << 10;
    private static final int HIGH_WATER = 64 << 10;

    private final HttpSettings settings;
    private final EventLoopGroup loops;
    private final Map<EventLoop, LoopConnections> connections = new HashMap<>();
    private final ExecutorService blocking;
    private final ClientLimit clients;
    private final ServerContext context;
    private final List<Channel> listening = new ArrayList<>();
    private boolean closed;

    private HttpServer(
            HttpSettings settings, Router router, RequestObserver observer, InstantSource clock, Ticker ticker) {
        this.settings = settings;
        loops = new MultiThreadIoEventLoopGroup(
                settings.threads(), new DefaultThreadFactory("http", true), NioIoHandler.newFactory());
        blocking = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-blocking-", 0).factory());
        clients = new ClientLimit(settings.maxConnectionsPerClient());
        context = new ServerContext(
                router,
                new HeadWriter(router.settings()),
                observer,
                new Audit(),
                ticker,
                blocking,
                clients,
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
        return start(settings, router, observer, null, clock, ticker);
    }

    /// The same with records of all requests.
    ///
    /// @param audit keeps them; null: nobody does
    public static HttpServer start(
            HttpSettings settings,
            Router router,
            RequestObserver observer,
            @Nullable RequestAudit audit,
            InstantSource clock,
            Ticker ticker)
            throws IOException {
        HttpServer server = new HttpServer(settings, router, observer, clock, ticker);
        server.audit(audit);
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
                var secured = new ConnectionInitializer.Tls(https.tls(), settings.handshakeTimeout());
                bind(https.address(), false, new ConnectionInitializer(context, connections, secured));
            }
            case Listener.Unix unix -> {
                removeStaleSocket(unix.path());
                bind(UnixDomainSocketAddress.of(unix.path()), true, pipeline());
                handOver(unix);
            }
        }
    }

    private static void handOver(Listener.Unix unix) throws IOException {
        Path path = unix.path();
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        UserPrincipalLookupService names = path.getFileSystem().getUserPrincipalLookupService();
        String user = unix.user();
        String group = unix.group();
        String permissions = unix.permissions();
        // the owner last: after that this process may not be allowed to change anything
        if (permissions != null) {
            view.setPermissions(PosixFilePermissions.fromString(permissions));
        }
        if (group != null) {
            try {
                view.setGroup(names.lookupPrincipalByGroupName(group));
            } catch (UserPrincipalNotFoundException e) {
                throw new IOException("unix socket " + path + ": unknown group \"" + group + "\"", e);
            }
        }
        if (user != null) {
            try {
                view.setOwner(names.lookupPrincipalByName(user));
            } catch (UserPrincipalNotFoundException e) {
                throw new IOException("unix socket " + path + ": unknown user \"" + user + "\"", e);
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

    /// Changes how many connections one client may have; 0: no limit. Those that exist stay.
    public void limitConnectionsPerClient(int connections) {
        clients.limit(connections);
    }

    /// Hands records of all requests that begin from now on to somebody; null: to nobody.
    public void audit(@Nullable RequestAudit keeper) {
        context.audit().keep(keeper);
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
        awaitAnswers();
        blocking.shutdownNow();
        loops.shutdownGracefully(0, DRAIN_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * DRAIN_MILLIS);
    }

    /// What waits for the end of the process answers before it: a request to leave, say.
    private void awaitAnswers() {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        connections.forEach((loop, own) -> {
            CompletableFuture<Void> finished = new CompletableFuture<>();
            answers.add(finished);
            loop.execute(() -> own.drain(loop, finished));
        });
        try {
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(DRAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("some answers are not finished", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
