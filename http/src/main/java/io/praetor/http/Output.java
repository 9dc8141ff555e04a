package io.praetor.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.praetor.http.route.Meta;
import io.praetor.http.route.Reply;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The answers of one connection on their way to the socket. Runs on the event loop.
///
/// A long body is handed on slice by slice as the socket takes it: its bytes are shared with other connections, and
/// only a slice at a time is copied into memory that a slow client can hold on to.
final class Output {
    /// Bodies up to this many bytes are copied behind their head and go out with it.
    private static final int SMALL = 8 << 10;

    /// Slices of longer bodies, bytes.
    private static final int SLICE = 64 << 10;

    /// How long input is still read after an early close, for the client to read the answer: 500 ms.
    private static final long LINGER_MILLIS = 500;

    private final Connection connection;
    private final Channel channel;
    private byte @Nullable [] body;
    private int offset;
    private @Nullable Exchange bodyOf;
    private boolean pumping;
    private boolean ending;
    /// When the client was last seen to take something, in ticker nanoseconds, and what was left then.
    private long stalledSince;
    private long stalledAt = -1;

    Output(Connection connection, Channel channel) {
        this.connection = connection;
        this.channel = channel;
    }

    Channel channel() {
        return channel;
    }

    /// Whether the connection is about to be closed.
    boolean isEnding() {
        return ending;
    }

    /// Whether another answer may be begun.
    boolean isReady() {
        return !ending && body == null && channel.isWritable();
    }

    void flush() {
        channel.flush();
    }

    /// Sends bytes at once.
    void send(ByteBuf bytes) {
        write(bytes);
        channel.flush();
    }

    private void write(ByteBuf bytes) {
        var _ = channel.write(bytes, channel.voidPromise());
    }

    /// Writes an answer.
    void write(Exchange exchange, Rendered reply) {
        byte[] content = exchange.isHead() ? new byte[0] : reply.content;
        boolean small = content.length <= SMALL;
        HeadWriter heads = connection.context.heads();
        ByteBuf out = channel.alloc()
                .directBuffer(heads.capacity() + 128 * reply.extra.size() + (small ? content.length : 0));
        heads.write(out, reply, exchange.isEndpoint(), afterwards(exchange), connection.loop.date());
        if (small) {
            out.writeBytes(content);
            write(out);
            connection.answerWritten(exchange);
            flushUnlessDecoding();
        } else {
            write(out);
            body = content;
            offset = 0;
            bodyOf = exchange;
            pump();
        }
    }

    private static HeadWriter.Afterwards afterwards(Exchange exchange) {
        if (!exchange.keepAlive) {
            return HeadWriter.Afterwards.CLOSED;
        }
        return exchange.isOld() ? HeadWriter.Afterwards.KEPT_ALIVE : HeadWriter.Afterwards.OPEN;
    }

    /// While the decoder is at work more answers may follow; they go out together when it is done.
    private void flushUnlessDecoding() {
        if (!connection.decoder.isDecoding()) {
            channel.flush();
        }
    }

    /// Hands on as much of the body as the socket takes.
    void pump() {
        byte[] content = body;
        if (content == null || pumping) {
            return;
        }
        pumping = true;
        try {
            while (offset < content.length && mayWrite()) {
                int length = Math.min(SLICE, content.length - offset);
                write(Unpooled.wrappedBuffer(content, offset, length));
                offset += length;
            }
            channel.flush();
        } finally {
            pumping = false;
        }
        Exchange exchange = bodyOf;
        if (offset == content.length && exchange != null) {
            body = null;
            bodyOf = null;
            connection.answerWritten(exchange);
        }
    }

    private boolean mayWrite() {
        if (!channel.isWritable()) {
            channel.flush();
        }
        return channel.isWritable() && channel.isActive();
    }

    // ---- streams

    /// Begins an answer whose body follows by [#send].
    ///
    /// @return whether there is still somebody to answer
    boolean beginStream(Exchange exchange, CharSequence contentType, @Nullable Meta meta, boolean gzip) {
        if (!connection.awaits(exchange)) {
            return false;
        }
        exchange.replied = true;
        exchange.keepAlive &= !exchange.isOld();
        ByteBuf out = channel.alloc().directBuffer(connection.context.heads().capacity() + 128);
        connection
                .context
                .heads()
                .writeStreamed(
                        out,
                        contentType,
                        meta,
                        gzip,
                        afterwards(exchange),
                        connection.loop.date(),
                        exchange.isOld() ? HeadWriter.UNTIL_CLOSE : HeadWriter.CHUNKS);
        send(out);
        connection.report(exchange, 200);
        return true;
    }

    // ---- the end

    /// Answers a request that cannot be understood, and closes.
    void refuse(Framing.Refused refused) {
        if (ending) {
            return;
        }
        String text = String.valueOf(refused.getMessage());
        ByteBuf out = channel.alloc().directBuffer(512);
        Rendered reply = new Rendered(Reply.text(refused.status, text), false, false);
        connection.context.heads().write(out, reply, false, HeadWriter.Afterwards.CLOSED, connection.loop.date());
        out.writeCharSequence(text, StandardCharsets.UTF_8);
        write(out);
        close(false);
    }

    /// Closes when everything is sent.
    ///
    /// @param clean whether all the client sent was read; else the rest is read and dropped for a moment, since closing
    ///     a socket with unread input resets it, and the reset may overtake the answer
    void close(boolean clean) {
        if (ending) {
            return;
        }
        ending = true;
        channel.config().setAutoRead(true);
        var sent = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
        if (clean) {
            sent.addListener(ChannelFutureListener.CLOSE);
        } else {
            sent.addListener(_ -> linger());
        }
    }

    private void linger() {
        if (channel instanceof DuplexChannel duplex && channel.pipeline().get(SslHandler.class) == null) {
            var _ = duplex.shutdownOutput();
        }
        Runnable close = this::cut;
        var _ = channel.eventLoop().schedule(close, LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Closes at once, whatever is under way.
    void cut() {
        ending = true;
        var _ = channel.close();
    }

    /// Cuts a client that takes nothing of its answer for too long.
    void checkProgress(long nanos) {
        ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
        if (channel.isWritable() || pending == null) {
            stalledAt = -1;
            return;
        }
        long left = offset - pending.totalPendingWriteBytes();
        if (left != stalledAt) {
            stalledAt = left;
            stalledSince = nanos;
        } else if (nanos - stalledSince > connection.context.bodyTimeout().toNanos()) {
            cut();
        }
    }
}
