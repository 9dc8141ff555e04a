package io.praetor.rpc.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.HexFormat;

/// Frames by hand.
final class Frames {
    private Frames() {}

    static ByteBuf header(int type, int flags, int stream, int length) {
        return Unpooled.buffer(12)
                .writeByte(0)
                .writeByte(type)
                .writeShort(flags)
                .writeInt(stream)
                .writeInt(length);
    }

    static ByteBuf data(int flags, int stream, int bytes) {
        return header(Frame.DATA, flags, stream, bytes).writeZero(bytes);
    }

    /// What a channel has written since the last time, in hexadecimal.
    static String written(EmbeddedChannel channel) {
        channel.runPendingTasks();
        StringBuilder text = new StringBuilder();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            byte[] bytes = new byte[out.readableBytes()];
            out.readBytes(bytes);
            out.release();
            text.append(HexFormat.of().formatHex(bytes));
        }
        return text.toString();
    }
}
