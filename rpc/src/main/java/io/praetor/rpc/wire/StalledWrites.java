package io.praetor.rpc.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes a connection whose other end takes nothing for a while although something waits for it.
public final class StalledWrites extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(StalledWrites.class);

    private final long nanos;
    private @Nullable Future<?> check;
    private long waiting;

    /// @param patience how long nothing may leave
    public StalledWrites(Duration patience) {
        nanos = patience.toNanos();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            stop();
        } else if (check == null) {
            waiting = ctx.channel().bytesBeforeWritable();
            arm(ctx);
        }
        ctx.fireChannelWritabilityChanged();
    }

    private void arm(ChannelHandlerContext ctx) {
        check = ctx.executor().schedule(() -> look(ctx), nanos, TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext ctx) {
        long now = ctx.channel().bytesBeforeWritable();
        if (now >= waiting) {
            LOG.atWarn()
                    .addKeyValue("peer", ctx.channel().remoteAddress())
                    .addKeyValue("bytes_waiting", now)
                    .log("closed a connection whose peer takes nothing");
            var _ = ctx.close();
            return;
        }
        waiting = now;
        arm(ctx);
    }

    private void stop() {
        if (check != null) {
            check.cancel(false);
            check = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stop();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stop();
    }
}
