package io.praetor.rpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One end of a Raft link. Messages queue on any thread; the event loop writes them as the connection takes them.
final class LinkConnection extends ChannelInboundHandlerAdapter implements MessageLinks.Link {
    private static final Logger LOG = LoggerFactory.getLogger(LinkConnection.class);
    private static final int PIECE = 64 << 10;
    /// What a message costs beside its bytes.
    private static final long OVERHEAD = 64;

    private final Channel channel;
    private final Duration timeout;
    private final MessageLinks.Acceptor owner;
    private final ConcurrentLinkedQueue<byte[]> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile boolean closed;
    private volatile @Nullable String failure;

    // the event loop's
    private final MessageReader reader = new MessageReader(RaftLinks.MAX_MESSAGE_BYTES);
    private @Nullable ByteBuf preface;
    private MessageLinks.@Nullable Receiver receiver;
    private @Nullable Future<?> deadline;
    /// The message of which only a part is written.
    private ByteBuf partial = Unpooled.EMPTY_BUFFER;

    /// @param timeout until the peer must have named itself
    /// @param owner   asked when it has
    LinkConnection(Channel channel, Duration timeout, MessageLinks.Acceptor owner) {
        this.channel = channel;
        this.timeout = timeout;
        this.owner = owner;
    }

    // ---- any thread

    @Override
    public void send(byte[] message) {
        if (message.length > RaftLinks.MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException("a message of " + message.length + " bytes is too long");
        }
        if (closed) {
            return;
        }
        if (queued.getAndAdd(message.length + OVERHEAD) > RaftLinks.MAX_QUEUED_BYTES) {
            LOG.atWarn().addKeyValue("peer", channel.remoteAddress()).log("closed a Raft link: too much waits for it");
            close();
            return;
        }
        queue.add(message);
        wake();
    }

    /// Runs a task when the connection is closed.
    void whenClosed(Runnable task) {
        // a turn of the loop later, when the reason has been told
        channel.closeFuture().addListener(_ -> {
            if (!Loops.execute(channel.eventLoop(), task)) {
                task.run();
            }
        });
    }

    /// Why the connection broke, once it has; null: not known.
    @Nullable String failure() {
        return failure;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
        var _ = channel.close();
    }

    private void wake() {
        if (writing.compareAndSet(false, true)) {
            Loops.execute(channel.eventLoop(), this::write);
        }
    }

    // ---- output

    private void write() {
        writing.set(false);
        boolean wrote = false;
        while (channel.isWritable() && !closed) {
            if (!partial.isReadable()) {
                byte[] message = queue.poll();
                if (message == null) {
                    break;
                }
                partial = Unpooled.wrappedBuffer(Unpooled.copyInt(message.length), Unpooled.wrappedBuffer(message));
            }
            int length = Math.min(PIECE, partial.readableBytes());
            var _ = channel.write(partial.readRetainedSlice(length), channel.voidPromise());
            wrote = true;
            if (!partial.isReadable()) {
                queued.addAndGet(-(OVERHEAD + partial.writerIndex() - Integer.BYTES));
                partial.release();
                partial = Unpooled.EMPTY_BUFFER;
            }
        }
        if (wrote) {
            channel.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            wake();
        }
    }

    // ---- input

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ByteBuf ours = ctx.alloc().buffer(LinkPreface.BYTES);
        LinkPreface.write(ours);
        var _ = ctx.writeAndFlush(ours);
        deadline = ctx.executor().schedule(this::close, timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (receiver != null) {
                reader.read(in, this::received);
            } else if (!closed) {
                name(ctx, in);
            }
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("peer", channel.remoteAddress())
                    .setCause(e)
                    .log("closed a Raft link");
            close();
        } finally {
            in.release();
        }
    }

    /// The peer's first bytes.
    private void name(ChannelHandlerContext ctx, ByteBuf in) throws IOException {
        ByteBuf seen = preface == null ? Unpooled.buffer(LinkPreface.BYTES) : preface;
        preface = seen;
        in.readBytes(seen, Math.min(in.readableBytes(), LinkPreface.BYTES - seen.readableBytes()));
        switch (LinkPreface.read(seen)) {
            case INCOMPLETE -> {}
            case OURS -> {
                if (deadline != null) {
                    deadline.cancel(false);
                }
                receiver = owner.accept(this);
                reader.read(in, this::received);
            }
            case OTHER_RAFT ->
                refuse(
                        ctx,
                        "Raft of another implementation: servers of Consul and Praetor cannot be mixed in one datacenter");
            case OTHER_VERSION -> refuse(ctx, "Raft of another version of Praetor");
            case UNKNOWN -> refuse(ctx, "this is no Raft");
        }
    }

    private void received(byte[] message) {
        if (receiver != null && !closed) {
            receiver.received(message);
        }
    }

    private void refuse(ChannelHandlerContext ctx, String reason) {
        LOG.atError().addKeyValue("peer", ctx.channel().remoteAddress()).log(reason);
        close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.atError()
                    .addKeyValue("peer", channel.remoteAddress())
                    .setCause(cause)
                    .log("a Raft link failed");
        }
        failure = cause.getMessage();
        close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closed = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        queue.clear();
        partial.release();
        partial = Unpooled.EMPTY_BUFFER;
        MessageLinks.Receiver told = receiver;
        if (told != null) {
            receiver = null;
            told.closed();
        }
    }
}
