package io.praetor.rpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.praetor.model.stream.BytePipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A connection that a waiting thread reads and writes. Is the last handler of its pipeline.
final class ChannelStream extends ChannelInboundHandlerAdapter implements ByteStream {
    private final Channel channel;
    private final BytePipe in;
    private final Out out = new Out();

    ChannelStream(Channel channel) {
        this.channel = channel;
        in = new BytePipe(
                () -> channel.config().setAutoRead(false),
                () -> Loops.execute(channel.eventLoop(), () -> channel.config().setAutoRead(true)));
    }

    @Override
    public InetAddress peer() {
        return Peers.address(channel);
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void endOutput() throws IOException {
        out.flush();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> {
            var _ = TlsEnd.endOutput(channel);
        });
    }

    @Override
    public void close() {
        if (!out.end()) {
            return;
        }
        in.close();
        Loops.execute(channel.eventLoop(), () -> {
            ChannelHandlerContext ctx = channel.pipeline().context(this);
            if (ctx == null) {
                var _ = channel.close();
            } else {
                GentleClose.close(ctx);
            }
        });
    }

    // ---- on the event loop

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf arrived = (ByteBuf) message;
        try {
            in.offer(ByteBufUtil.getBytes(arrived));
        } finally {
            arrived.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            in.end();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        out.look();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        over("connection closed");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        over(String.valueOf(cause.getMessage()));
        var _ = ctx.close();
    }

    private void over(String reason) {
        in.fail(reason);
        out.fail(reason);
    }

    private final class Out extends OutputStream {
        private static final int GATHERED = 32 << 10;

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        // guarded by the lock
        private boolean closed;
        private @Nullable String failure;

        // the writer's
        private byte[] buffer = new byte[0];
        private int length;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int from, int count) throws IOException {
            Objects.checkFromIndexSize(from, count, source.length);
            int at = from;
            int left = count;
            while (left > 0) {
                if (buffer.length == 0) {
                    buffer = new byte[GATHERED];
                }
                int taken = Math.min(left, GATHERED - length);
                System.arraycopy(source, at, buffer, length, taken);
                length += taken;
                at += taken;
                left -= taken;
                if (length == GATHERED) {
                    flush();
                }
            }
        }

        @Override
        public void flush() throws IOException {
            awaitWritable();
            if (length > 0) {
                byte[] full = buffer;
                int bytes = length;
                buffer = new byte[0];
                length = 0;
                var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(full, 0, bytes), channel.voidPromise());
            }
        }

        private void awaitWritable() throws IOException {
            lock.lock();
            try {
                while (true) {
                    if (closed) {
                        throw new IOException("stream closed");
                    }
                    if (failure != null) {
                        throw new IOException(failure);
                    }
                    if (channel.isWritable()) {
                        return;
                    }
                    changed.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for a connection");
            } finally {
                lock.unlock();
            }
        }

        /// Nothing more can be written.
        void fail(String reason) {
            lock.lock();
            try {
                if (failure == null) {
                    failure = reason;
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /// Nothing more is to be written.
        ///
        /// @return whether that is news
        boolean end() {
            lock.lock();
            try {
                boolean news = !closed;
                closed = true;
                changed.signalAll();
                return news;
            } finally {
                lock.unlock();
            }
        }

        /// Whoever waits looks again.
        void look() {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
