package io.praetor.rpc;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.praetor.rpc.wire.TlsRefusedException;
import java.io.IOException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands behind [SslHandler] and makes the end of what TLS carries look like the end of a plain connection, for the
/// handlers behind. An end of the connection without TLS having said so is no end but a break: somebody may have cut
/// it.
final class TlsEnd extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(TlsEnd.class);

    private final boolean dialled;
    private boolean ended;

    private TlsEnd(boolean dialled) {
        this.dialled = dialled;
    }

    /// Of a connection that others opened.
    static TlsEnd ofAccepted() {
        return new TlsEnd(false);
    }

    /// Of a connection that we opened.
    static TlsEnd ofDialled() {
        return new TlsEnd(true);
    }

    /// Tells whoever reads the log that a handshake failed, and why.
    static void warn(Channel channel, String reason) {
        LOG.atWarn()
                .addKeyValue("peer", channel.remoteAddress())
                .addKeyValue("error", reason)
                .log("TLS handshake failed");
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case SslCloseCompletionEvent closing
            when closing.isSuccess() -> {
                if (!ended) {
                    ended = true;
                    ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
                }
            }
            case ChannelInputShutdownEvent _ -> {
                if (!ended) {
                    var _ = ctx.close();
                }
            }
            default -> ctx.fireUserEventTriggered(event);
        }
    }

    /// What TLS refuses, and what it hears that the other end refuses, are failures of the connection.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Throwable inner = cause instanceof DecoderException ? cause.getCause() : cause;
        ctx.fireExceptionCaught(
                switch (inner) {
                    case SSLHandshakeException refusal -> {
                        String reason = RpcTls.reason(refusal);
                        if (dialled) {
                            warn(ctx.channel(), reason);
                        }
                        yield new TlsRefusedException(reason, refusal);
                    }
                    case SSLException broken -> new IOException(RpcTls.reason(broken), broken);
                    case null, default -> cause;
                });
    }

    /// Says that this end sends nothing more, and goes on reading. To be called when everything is written, on the
    /// event
    /// loop.
    static ChannelFuture endOutput(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            return tls.closeOutbound();
        }
        return channel instanceof DuplexChannel duplex ? duplex.shutdownOutput() : channel.newSucceededFuture();
    }

    /// Whether the other end sends nothing more.
    static boolean hasEnded(Channel channel) {
        TlsEnd end = channel.pipeline().get(TlsEnd.class);
        return end == null ? !(channel instanceof DuplexChannel duplex) || duplex.isInputShutdown() : end.ended;
    }
}
