package io.praetor.rpc.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.praetor.rpc.wire.Duplex;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Keeps what a stream tells it.
final class RecordingListener implements Duplex.Listener {
    final ByteBuf received = Unpooled.buffer();
    int unconsumed;
    int drained;
    boolean ended;
    int closed;

    @Nullable IOException cause;

    @Override
    public void received(ByteBuf bytes) {
        unconsumed += bytes.readableBytes();
        received.writeBytes(bytes);
    }

    @Override
    public void ended() {
        ended = true;
    }

    @Override
    public void drained() {
        drained++;
    }

    @Override
    public void closed(@Nullable IOException why) {
        closed++;
        cause = why;
    }

    byte[] bytes() {
        byte[] all = new byte[received.readableBytes()];
        received.getBytes(0, all);
        return all;
    }
}
