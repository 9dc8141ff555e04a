package io.praetor.rpc;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.rpc.wire.Budget;
import io.praetor.rpc.wire.StalledWrites;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The port that servers and agents call (default TCP 8300): listens, and hands each connection to what its first byte
/// names.
public final class ServerPort implements AutoCloseable {
    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 << 10, 256 << 10);

    private static final Logger LOG = LoggerFactory.getLogger(ServerPort.class);
    private static final int BACKLOG = 1024;

    /// The longest request of whoever has no certificate: a signing request and a token.
    private static final int MAX_UNVERIFIED_BYTES = 128 << 10;

    private final NetworkLoops loops;
    private final PortContext context;
    private final Duration writePatience;
    private final ConnectionLimit clients;
    private final Counter accepted;
    private final ExecutorService blocking;
    private final List<Channel> listening = new ArrayList<>();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private volatile Duration handshakeTimeout;

    private ServerPort(NetworkLoops loops, ServerPortSettings settings, Services services, Telemetry telemetry) {
        this.loops = loops;
        handshakeTimeout = settings.handshakeTimeout();
        writePatience = settings.writePatience();
        clients = new ConnectionLimit(settings.maxConnectionsPerClient());
        accepted = telemetry.counter("rpc.accept_conn");
        blocking = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("rpc-snapshot-", 0).factory());
        context = new PortContext(
                new CallService(services.calls(), settings.maxRequestBytes(), telemetry),
                services.unverified() == null
                        ? null
                        : new CallService(services.unverified(), MAX_UNVERIFIED_BYTES, telemetry, true),
                new Budget(settings.maxBuffered()),
                settings.maxBufferedPerConnection(),
                settings.maxRepliesPerConnection(),
                settings.yamux(),
                services.snapshots(),
                blocking,
                services.links(),
                services.tls());
    }

    /// Who serves what arrives.
    ///
    /// @param snapshots  null: none are served
    /// @param links      null: no Raft here
    /// @param unverified answers the calls of those who come with TLS and without a certificate; null: there are none
    public record Services(
            CallHandler calls,
            @Nullable SnapshotHandler snapshots,
            @Nullable RaftLinks links,
            RpcTls tls,
            @Nullable CallHandler unverified) {
        /// Nothing for those without a certificate.
        public Services(CallHandler calls, @Nullable SnapshotHandler snapshots, @Nullable RaftLinks links, RpcTls tls) {
            this(calls, snapshots, links, tls, null);
        }

        /// Only calls.
        public static Services of(CallHandler calls) {
            return new Services(calls, null, null, RpcTls.none());
        }
    }

    /// Opens the port.
    ///
    /// @throws IOException when it cannot listen somewhere, naming the place; then it listens nowhere
    public static ServerPort open(
            NetworkLoops loops, ServerPortSettings settings, Services services, Telemetry telemetry)
            throws IOException {
        ServerPort port = new ServerPort(loops, settings, services, telemetry);
        try {
            for (InetSocketAddress address : settings.addresses()) {
                port.listen(address);
            }
            return port;
        } catch (IOException | RuntimeException e) {
            port.close();
            throw e;
        }
    }

    private void listen(InetSocketAddress address) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.group())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        Throwable cause = bound.cause();
        if (cause != null) {
            throw new IOException(
                    "cannot listen for RPC on " + address.getHostString() + ":" + address.getPort() + ": "
                            + cause.getMessage(),
                    cause);
        }
        listening.add(bound.channel());
    }

    private void accept(Channel channel) {
        InetAddress client = Peers.address(channel);
        if (!clients.acquire(client)) {
            LOG.atWarn()
                    .addKeyValue("from", channel.remoteAddress())
                    .log("rejected a connection: rpc_max_conns_per_client is exceeded");
            var _ = channel.close();
            return;
        }
        channel.closeFuture().addListener(_ -> clients.release(client));
        accepted.increment();
        connections.add(channel);
        channel.pipeline().addLast(new StalledWrites(writePatience), new FirstByte(context, handshakeTimeout));
    }

    /// The addresses it listens on, in the order of the settings, with the ports they really have.
    public List<InetSocketAddress> addresses() {
        return listening.stream()
                .map(channel -> (InetSocketAddress) channel.localAddress())
                .toList();
    }

    /// Changes the limits for connections from now on.
    ///
    /// @param handshake           `limits.rpc_handshake_timeout`
    /// @param connectionsPerClient `limits.rpc_max_conns_per_client`; 0: no limit
    public void reload(Duration handshake, int connectionsPerClient) {
        handshakeTimeout = handshake;
        clients.limit(connectionsPerClient);
    }

    /// Bytes of requests that are arriving or not yet answered.
    public long bufferedBytes() {
        return context.budget().taken();
    }

    /// Connections that are open.
    public int connections() {
        return connections.size();
    }

    /// Stops listening and closes every connection.
    @Override
    public void close() {
        for (Channel listener : listening) {
            listener.close().awaitUninterruptibly();
        }
        connections.close().awaitUninterruptibly();
        blocking.shutdownNow();
    }
}
