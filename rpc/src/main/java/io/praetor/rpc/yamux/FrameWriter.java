package io.praetor.rpc.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/// Writes frames, small ones gathered into one buffer.
final class FrameWriter {
    /// Payload up to this is copied behind its header.
    private static final int COPIED = 8 << 10;

    private static final int GATHERED = 32 << 10;

    /// Bytes of answers to the other end's frames that may wait while it reads nothing.
    private static final int MAX_UNREAD = 1 << 20;

    private final ChannelHandlerContext ctx;
    private @Nullable ByteBuf gathered;
    private boolean unflushed;

    FrameWriter(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    /// Whether data may be written; frames without payload always may.
    boolean takesData() {
        return ctx.channel().isWritable();
    }

    /// Whether more waits for the other end than one that reads would ever leave.
    boolean isFlooded() {
        return !ctx.channel().isWritable() && ctx.channel().bytesBeforeWritable() > MAX_UNREAD;
    }

    void control(int type, int flags, int stream, int length) {
        header(room(Frame.HEADER_BYTES), type, flags, stream, length);
        settle();
    }

    /// One data frame with the first `length` bytes of `bytes`.
    void data(int stream, ByteBuf bytes, int length) {
        ByteBuf target = room(Frame.HEADER_BYTES + Math.min(length, COPIED));
        header(target, Frame.DATA, 0, stream, length);
        append(target, bytes, length);
        settle();
    }

    /// One data frame with the first `length` bytes of two buffers one after the other, of which the first is short.
    void data(int stream, ByteBuf first, ByteBuf second, int length) {
        int head = Math.min(length, first.readableBytes());
        ByteBuf target = room(Frame.HEADER_BYTES + head + Math.min(length - head, COPIED));
        header(target, Frame.DATA, 0, stream, length);
        target.writeBytes(first, head);
        append(target, second, length - head);
        settle();
    }

    private void append(ByteBuf target, ByteBuf bytes, int length) {
        if (length <= COPIED) {
            target.writeBytes(bytes, length);
        } else {
            pass();
            var _ = ctx.write(bytes.readRetainedSlice(length), ctx.voidPromise());
        }
    }

    private ByteBuf room(int bytes) {
        unflushed = true;
        ByteBuf present = gathered;
        if (present != null && present.writableBytes() >= bytes) {
            return present;
        }
        pass();
        ByteBuf fresh = ctx.alloc().buffer(Math.max(bytes, present == null ? 512 : GATHERED));
        gathered = fresh;
        return fresh;
    }

    private static void header(ByteBuf target, int type, int flags, int stream, int length) {
        target.writeByte(Frame.VERSION);
        target.writeByte(type);
        target.writeShort(flags);
        target.writeInt(stream);
        target.writeInt(length);
    }

    private void settle() {
        if (gathered != null && gathered.readableBytes() >= GATHERED / 2) {
            pass();
        }
    }

    private void pass() {
        ByteBuf present = gathered;
        if (present != null) {
            gathered = null;
            var _ = ctx.write(present, ctx.voidPromise());
        }
    }

    void flush() {
        if (unflushed) {
            unflushed = false;
            pass();
            ctx.flush();
        }
    }

    /// Writes what is gathered, unless the other end takes nothing, and closes the connection.
    void end() {
        pass();
        if (ctx.channel().isWritable()) {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else {
            var _ = ctx.close();
        }
    }
}
