package io.praetor.rpc.wire;

import io.netty.buffer.ByteBuf;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;

/// Finds the end of a MessagePack value in bytes that come in pieces. Keeps no bytes; nesting is at most
/// [PackReader#MAX_DEPTH] deep.
public final class ValueScanner {
    private static final int NEVER_USED = 0xc1;

    /// Values that are still to come, for each list or map we are in; a map counts keys and values.
    private final long[] open = new long[PackReader.MAX_DEPTH + 1];

    private int depth;
    /// Bytes of a text, number or extension that are still to come.
    private long rest;
    /// What the length being read belongs to.
    private int head;
    /// Bytes of a length that are still to come.
    private int lengthBytes;
    private long length;

    /// Starts with one value to come.
    public ValueScanner() {
        reset();
    }

    /// Starts anew.
    public void reset() {
        depth = 0;
        open[0] = 1;
        rest = 0;
        lengthBytes = 0;
    }

    /// Whether the value is complete.
    public boolean isComplete() {
        return depth == 0 && open[0] == 0 && rest == 0 && lengthBytes == 0;
    }

    /// Goes on with the bytes from `from` to `to`.
    ///
    /// @return behind the last byte that belongs to the value: `to`, unless it is complete before
    /// @throws DecodeException for a byte that begins no value, or too deep a nesting
    public int scan(ByteBuf bytes, int from, int to) throws DecodeException {
        int at = from;
        while (at < to && !isComplete()) {
            if (rest > 0) {
                int skipped = (int) Math.min(rest, to - at);
                rest -= skipped;
                at += skipped;
                if (rest == 0) {
                    close();
                }
            } else if (lengthBytes > 0) {
                length = length << 8 | bytes.getUnsignedByte(at++);
                if (--lengthBytes == 0) {
                    measured();
                }
            } else {
                begin(bytes.getUnsignedByte(at++));
            }
        }
        return at;
    }

    private void begin(int first) throws DecodeException {
        open[depth]--;
        if (first <= 0x7f || first >= 0xe0) {
            close();
        } else if (first <= 0x8f) {
            nest(2L * (first & 0x0f));
        } else if (first <= 0x9f) {
            nest(first & 0x0f);
        } else if (first <= 0xbf) {
            skip(first & 0x1f);
        } else {
            beginLong(first);
        }
    }

    private void beginLong(int first) throws DecodeException {
        switch (first) {
            case NEVER_USED -> throw new DecodeException("msgpack: unexpected byte 0xc1");
            case 0xc0, 0xc2, 0xc3 -> close();
            case 0xcc, 0xd0 -> skip(1);
            case 0xcd, 0xd1 -> skip(2);
            case 0xca, 0xce, 0xd2 -> skip(4);
            case 0xcb, 0xcf, 0xd3 -> skip(8);
            case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> skip(1L + (1 << (first - 0xd4)));
            case 0xc4, 0xc7, 0xd9 -> measure(first, 1);
            case 0xc5, 0xc8, 0xda, 0xdc, 0xde -> measure(first, 2);
            default -> measure(first, 4);
        }
    }

    private void measure(int first, int bytes) {
        head = first;
        lengthBytes = bytes;
        length = 0;
    }

    private void measured() throws DecodeException {
        switch (head) {
            case 0xc7, 0xc8, 0xc9 -> skip(length + 1);
            case 0xdc, 0xdd -> nest(length);
            case 0xde, 0xdf -> nest(2 * length);
            default -> skip(length);
        }
    }

    private void skip(long bytes) {
        rest = bytes;
        if (bytes == 0) {
            close();
        }
    }

    private void nest(long values) throws DecodeException {
        if (values == 0) {
            close();
            return;
        }
        if (depth == PackReader.MAX_DEPTH) {
            throw new DecodeException("msgpack: nested deeper than " + PackReader.MAX_DEPTH);
        }
        open[++depth] = values;
    }

    /// A value is complete; so may be what it was the last of.
    private void close() {
        while (depth > 0 && open[depth] == 0) {
            depth--;
        }
    }
}
