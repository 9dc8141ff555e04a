package io.praetor.rpc;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.praetor.rpc.wire.StalledWrites;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Opens connections to server ports.
final class Dialer {
    private final Duration timeout;
    private final Duration writePatience;
    private final @Nullable InetAddress source;
    private final RpcTls tls;

    /// @param timeout       until a connection must stand, and until TLS must
    /// @param writePatience how long the other end may take nothing
    /// @param source        where connections come from; null: what the system chooses
    Dialer(Duration timeout, Duration writePatience, @Nullable InetAddress source, RpcTls tls) {
        this.timeout = timeout;
        this.writePatience = writePatience;
        this.source = source;
        this.tls = tls;
    }

    /// Where a server port is.
    ///
    /// @param datacenter the server's, which its certificate names
    record Target(InetSocketAddress address, String datacenter) {
        static Target of(RpcClient.Server server) {
            return new Target(server.address(), server.datacenter());
        }
    }

    /// Connects, sends the first byte, within TLS where that is configured, and gives the connection to a handler.
    ///
    /// @return the handler; completes on the loop, with an [IOException] in the original's words when it did not work
    <H extends ChannelHandler> CompletableFuture<H> dial(
            EventLoop loop, Target target, int firstByte, Function<Channel, H> handler) {
        return connect(loop, target, (channel, dialled) -> {
            SslHandler secret = tls.outgoing(target.datacenter, timeout);
            if (secret == null) {
                send(channel, firstByte);
                dialled.complete(begin(channel, handler));
            } else {
                send(channel, FirstByte.TLS);
                shakeHands(channel, secret, dialled, () -> {
                    send(channel, firstByte);
                    return begin(channel, handler);
                });
            }
        });
    }

    /// The same for whoever has no certificate: TLS always, and no byte within.
    <H extends ChannelHandler> CompletableFuture<H> dialUnverified(
            EventLoop loop, Target target, Function<Channel, H> handler) {
        return connect(loop, target, (channel, dialled) -> {
            SslHandler secret = tls.unverifiedOutgoing(target.datacenter, timeout);
            if (secret == null) {
                dialled.completeExceptionally(new IOException("TLS is not configured here"));
                var _ = channel.close();
            } else {
                send(channel, FirstByte.INSECURE_TLS);
                shakeHands(channel, secret, dialled, () -> begin(channel, handler));
            }
        });
    }

    private <H extends ChannelHandler> CompletableFuture<H> connect(
            EventLoop loop, Target target, BiConsumer<Channel, CompletableFuture<H>> connectedTo) {
        CompletableFuture<H> dialled = new CompletableFuture<>();
        InetSocketAddress address = target.address;
        ChannelFuture connected = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, ServerPort.WATER_MARK)
                // nothing is read before the connection has its handler
                .option(ChannelOption.AUTO_READ, false)
                .handler(new Placeholder())
                .connect(address, from(address));
        connected.addListener(_ -> {
            Throwable cause = connected.cause();
            if (cause == null) {
                connectedTo.accept(connected.channel(), dialled);
            } else {
                dialled.completeExceptionally(failure(address, cause));
            }
        });
        return dialled;
    }

    private static <H> void shakeHands(
            Channel channel, SslHandler secret, CompletableFuture<H> dialled, Supplier<H> next) {
        channel.pipeline().removeFirst();
        channel.pipeline().addLast(secret, TlsEnd.ofDialled(), new Placeholder());
        secret.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                dialled.complete(next.get());
            } else {
                String reason = RpcTls.reason(done.cause());
                TlsEnd.warn(channel, reason);
                dialled.completeExceptionally(new IOException(reason, done.cause()));
                var _ = channel.close();
            }
        });
    }

    private <H extends ChannelHandler> H begin(Channel channel, Function<Channel, H> handler) {
        channel.pipeline().removeLast();
        H owner = handler.apply(channel);
        channel.pipeline().addLast(new StalledWrites(writePatience), owner);
        channel.config().setAutoRead(true);
        return owner;
    }

    private static void send(Channel channel, int firstByte) {
        ByteBuf first = channel.alloc().buffer(1).writeByte(firstByte);
        var _ = channel.writeAndFlush(first);
    }

    /// An address of the one family cannot reach one of the other.
    private @Nullable SocketAddress from(InetSocketAddress target) {
        return source == null
                        || target.getAddress() == null
                        || source instanceof Inet4Address != target.getAddress() instanceof Inet4Address
                ? null
                : new InetSocketAddress(source, 0);
    }

    private static IOException failure(InetSocketAddress address, Throwable cause) {
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        String reason = switch (cause) {
            case ConnectTimeoutException _ -> "i/o timeout";
            case NoRouteToHostException _ -> "connect: no route to host";
            case ConnectException _ when text.contains("refused") -> "connect: connection refused";
            case ConnectException _ when text.contains("timed out") -> "connect: connection timed out";
            default -> "connect: " + text;
        };
        return new IOException("dial tcp " + name(address) + ": " + reason, cause);
    }

    /// `ip:port`, as logs and errors name a server.
    static String name(InetSocketAddress address) {
        String host = address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    /// A pipeline needs a handler before there is one. What goes wrong meanwhile, the handshake's end tells.
    private static final class Placeholder extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            var _ = ctx.close();
        }
    }
}
