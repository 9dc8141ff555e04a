package io.praetor.rpc;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Ends a connection so that the other end reads the last of what was sent: with unread input, closing at once would
/// reset it. Takes the last handler's place and drops what still arrives for a short while.
final class GentleClose extends ChannelInboundHandlerAdapter {
    private static final long LINGER_SECONDS = 2;

    private @Nullable Future<?> end;

    /// To be called on the event loop, after the last write.
    static void close(ChannelHandlerContext last) {
        Channel channel = last.channel();
        if (!channel.isActive() || last.isRemoved()) {
            var _ = channel.close();
            return;
        }
        channel.pipeline().remove(last.handler());
        channel.pipeline().addLast(new GentleClose());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        Channel channel = ctx.channel();
        channel.config().setAutoRead(true);
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> {
            if (!TlsEnd.hasEnded(channel)) {
                var _ = TlsEnd.endOutput(channel);
                end = ctx.executor().schedule(() -> late(channel), LINGER_SECONDS, TimeUnit.SECONDS);
            } else {
                var _ = channel.close();
            }
        });
    }

    private static void late(Channel channel) {
        var _ = channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            var _ = ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (end != null) {
            end.cancel(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        var _ = ctx.close();
    }
}
