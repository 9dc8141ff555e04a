package io.praetor.rpc.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Two connections whose outputs are each other's inputs, cut anywhere. Time stands still.
final class InMemoryPipe implements AutoCloseable {
    final EmbeddedChannel left = new EmbeddedChannel();
    final EmbeddedChannel right = new EmbeddedChannel();
    private final ByteBuf toRight = Unpooled.buffer();
    private final ByteBuf toLeft = Unpooled.buffer();
    private final Random random;

    InMemoryPipe(Random random) {
        this.random = random;
        left.freezeTime();
        right.freezeTime();
    }

    /// Carries one piece in each direction.
    ///
    /// @return whether there was any
    boolean step() {
        boolean moved = move(left, toRight, right);
        return move(right, toLeft, left) || moved;
    }

    /// Carries everything.
    void settle() {
        while (step()) {
            // goes on
        }
    }

    private boolean move(EmbeddedChannel from, ByteBuf wire, EmbeddedChannel to) {
        from.runPendingTasks();
        for (ByteBuf out = from.readOutbound(); out != null; out = from.readOutbound()) {
            wire.writeBytes(out);
            out.release();
        }
        if (!wire.isReadable() || !to.isOpen()) {
            wire.clear();
            return false;
        }
        int most = Math.min(wire.readableBytes(), random.nextInt(5) == 0 ? 20 : 100_000);
        byte[] piece = new byte[1 + random.nextInt(most)];
        wire.readBytes(piece).discardSomeReadBytes();
        to.writeInbound(Unpooled.wrappedBuffer(piece));
        to.runPendingTasks();
        return true;
    }

    void pass(Duration time) {
        left.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        right.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        left.runScheduledPendingTasks();
        right.runScheduledPendingTasks();
        left.runPendingTasks();
        right.runPendingTasks();
    }

    @Override
    public void close() {
        left.finishAndReleaseAll();
        right.finishAndReleaseAll();
    }
}
