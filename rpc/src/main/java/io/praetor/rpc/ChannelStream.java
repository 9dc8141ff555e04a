package io.praetor.rpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A connection that a waiting thread reads and writes. Is the last handler of its pipeline.
final class ChannelStream extends ChannelInboundHandlerAdapter implements ByteStream {
    /// Bytes that may wait to be read; plus at most one read of the socket.
    private static final int CAPACITY = 256 << 10;

    private final Channel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // guarded by the lock
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private int offset;
    private int waiting;
    private boolean paused;
    private boolean ended;
    private boolean closed;
    private @Nullable String failure;

    private final InputStream in = new In();
    private final OutputStream out = new Out();

    ChannelStream(Channel channel) {
        this.channel = channel;
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
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            pieces.clear();
            waiting = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
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
        lock.lock();
        try {
            if (closed || !arrived.isReadable()) {
                return;
            }
            waiting += arrived.readableBytes();
            pieces.addLast(ByteBufUtil.getBytes(arrived));
            changed.signalAll();
            if (waiting >= CAPACITY && !paused) {
                paused = true;
                ctx.channel().config().setAutoRead(false);
            }
        } finally {
            lock.unlock();
            arrived.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            over(null);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        signal();
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

    private void over(@Nullable String reason) {
        lock.lock();
        try {
            if (reason == null) {
                ended = true;
            } else if (failure == null) {
                failure = reason;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Callers look again at what they wait for.
    @SuppressWarnings("WaitNotInLoop")
    private void await() throws InterruptedIOException {
        try {
            changed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a connection");
        }
    }

    private final class In extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            Objects.checkFromIndexSize(from, length, target.length);
            if (length == 0) {
                return 0;
            }
            lock.lock();
            try {
                byte[] piece = next();
                if (piece == null) {
                    return -1;
                }
                int taken = Math.min(length, piece.length - offset);
                System.arraycopy(piece, offset, target, from, taken);
                offset += taken;
                waiting -= taken;
                if (offset == piece.length) {
                    pieces.removeFirst();
                    offset = 0;
                }
                if (paused && waiting <= CAPACITY / 2) {
                    paused = false;
                    channel.config().setAutoRead(true);
                }
                return taken;
            } finally {
                lock.unlock();
            }
        }

        /// The first piece; null at the end. The lock is held.
        private byte @Nullable [] next() throws IOException {
            while (pieces.isEmpty()) {
                if (closed) {
                    throw new IOException("stream closed");
                }
                if (ended) {
                    return null;
                }
                if (failure != null) {
                    throw new IOException(failure);
                }
                await();
            }
            return pieces.peekFirst();
        }
    }

    private final class Out extends OutputStream {
        private static final int GATHERED = 32 << 10;

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
                    await();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
