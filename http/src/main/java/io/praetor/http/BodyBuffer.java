package io.praetor.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// A request's body while it is collected. Grows with what has arrived, never with what was announced.
final class BodyBuffer {
    /// Bytes set aside at once when a body of at least that length is announced.
    private static final int FIRST = 16 << 10;

    private byte[] bytes;
    private int length;

    /// @param announced bytes; -1 when the body comes in chunks
    BodyBuffer(long announced) {
        bytes = new byte[(int) (announced < 0 ? 512 : Math.min(announced, FIRST))];
    }

    int length() {
        return length;
    }

    void append(ByteBuf piece, long limit) {
        int more = piece.readableBytes();
        if (length + more > bytes.length) {
            long doubled = Math.max(length + (long) more, Math.min(2L * bytes.length, limit));
            bytes = Arrays.copyOf(bytes, (int) doubled);
        }
        piece.readBytes(bytes, length, more);
        length += more;
    }

    byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
