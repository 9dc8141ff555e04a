package io.praetor.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/// Sets up a connection that has been accepted, or refuses it.
final class ConnectionInitializer extends ChannelInitializer<Channel> {
    private static final String TOO_MANY =
            "Your IP is issuing too many concurrent connections, please rate limit your calls";
    private static final byte[] REFUSAL = ("HTTP/1.1 429 Too Many Requests\r\n"
                    + "Content-Type: text/plain\r\nConnection: close\r\nContent-Length: "
                    + TOO_MANY.length()
                    + "\r\n\r\n"
                    + TOO_MANY)
            .getBytes(StandardCharsets.US_ASCII);

    /// How long a refusal may take to be sent.
    private static final long REFUSAL_MILLIS = 10;

    private final ServerContext context;
    private final Map<EventLoop, LoopConnections> loops;
    private final @Nullable Tls tls;

    /// How connections speak TLS.
    record Tls(Supplier<SSLEngine> engines, Duration handshakeTimeout) {
        /// @param arithmetic runs what takes time
        SslHandler handler(Executor arithmetic) {
            SslHandler handler = new SslHandler(engines.get(), arithmetic);
            handler.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
            return handler;
        }
    }

    /// @param tls null: none
    ConnectionInitializer(ServerContext context, Map<EventLoop, LoopConnections> loops, @Nullable Tls tls) {
        this.context = context;
        this.loops = loops;
        this.tls = tls;
    }

    @Override
    protected void initChannel(Channel channel) {
        InetAddress client = channel.remoteAddress() instanceof InetSocketAddress inet ? inet.getAddress() : null;
        if (tls != null) {
            channel.pipeline().addLast(tls.handler(context.blocking()));
        }
        if (client != null && !context.clients().acquire(client)) {
            refuse(channel);
            return;
        }
        LoopConnections own = loops.get(channel.eventLoop());
        if (own == null) {
            throw new IllegalStateException("connection on a foreign event loop");
        }
        Connection connection = new Connection(context, own, channel, client);
        channel.pipeline().addLast(connection.decoder, connection);
    }

    private static void refuse(Channel channel) {
        var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(REFUSAL));
        Runnable close = () -> {
            var _ = channel.close();
        };
        var _ = channel.eventLoop().schedule(close, REFUSAL_MILLIS, TimeUnit.MILLISECONDS);
    }
}
