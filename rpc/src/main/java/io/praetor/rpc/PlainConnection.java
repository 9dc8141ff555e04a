package io.praetor.rpc;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.praetor.rpc.wire.Duplex;
import java.io.IOException;
import java.net.InetAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A connection that carries one caller's requests (first byte 0).
final class PlainConnection extends ChannelInboundHandlerAdapter implements Duplex {
    /// Bytes that may be unconsumed before the connection is read no further.
    private static final int HIGH = 64 << 10;

    private static final int PIECE = 64 << 10;

    private final ChannelHandlerContext previous;
    private final Duplex.Listener listener;
    private @Nullable ChannelHandlerContext context;
    private int unconsumed;
    private int unsent;
    private boolean flushing;
    private boolean ending;
    private boolean closed;

    /// @param previous a place in the pipeline of the connection
    PlainConnection(ChannelHandlerContext previous, Function<Duplex, Duplex.Listener> owner) {
        this.previous = previous;
        listener = owner.apply(this);
    }

    @Override
    public EventLoop loop() {
        return previous.channel().eventLoop();
    }

    @Override
    public InetAddress peer() {
        return Peers.address(previous.channel());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void send(ByteBuf bytes) {
        ChannelHandlerContext ctx = context;
        if (ctx == null || closed || ending || !bytes.isReadable()) {
            bytes.release();
            return;
        }
        try {
            while (bytes.isReadable()) {
                unsent++;
                ctx.write(bytes.readRetainedSlice(Math.min(PIECE, bytes.readableBytes())))
                        .addListener((ChannelFuture sent) -> sent(sent.isSuccess()));
            }
        } finally {
            bytes.release();
        }
        if (!flushing) {
            flushing = Loops.execute(loop(), this::flush);
        }
    }

    private void flush() {
        flushing = false;
        if (context != null) {
            context.flush();
        }
    }

    /// A write that failed is followed by the connection's end, and tells nothing: it may have failed at once, within
    /// [#send].
    private void sent(boolean success) {
        if (--unsent == 0 && success && !closed && !ending) {
            listener.drained();
        }
    }

    @Override
    public boolean isDrained() {
        return unsent == 0;
    }

    @Override
    public void consumed(int bytes) {
        unconsumed -= bytes;
        if (unconsumed < HIGH / 2 && !previous.channel().config().isAutoRead()) {
            previous.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void end() {
        ChannelHandlerContext ctx = context;
        if (ctx != null && !closed && !ending) {
            ending = true;
            GentleClose.close(ctx);
            over(null);
        }
    }

    @Override
    public void reset() {
        var _ = previous.channel().close();
        over(new IOException("stream closed"));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            unconsumed += in.readableBytes();
            listener.received(in);
        } finally {
            in.release();
        }
        if (unconsumed > HIGH) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !closed) {
            listener.ended();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        over(new IOException("EOF"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        var _ = ctx.close();
        over(new IOException("EOF", cause));
    }

    private void over(@Nullable IOException cause) {
        if (!closed) {
            closed = true;
            listener.closed(cause);
        }
    }
}
