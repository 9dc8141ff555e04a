package io.praetor.rpc.wire;

import io.netty.buffer.ByteBuf;
import io.praetor.model.codec.DecodeException;
import java.util.Arrays;

/// Gathers the bytes of one MessagePack value. Memory follows what has arrived, never what a length promises.
public final class ValueCollector {
    private static final int FIRST = 256;

    private final ValueScanner scanner = new ValueScanner();
    private byte[] bytes = new byte[0];
    private int length;

    /// Takes from `in` what belongs to the value.
    ///
    /// @param limit the longest value that is taken, in bytes
    /// @return whether it is complete
    /// @throws DecodeException when it is none, or too long
    public boolean take(ByteBuf in, int limit) throws DecodeException {
        int from = in.readerIndex();
        int taken = scanner.scan(in, from, in.writerIndex()) - from;
        if (taken > limit - length) {
            throw new DecodeException("msgpack: value is longer than " + limit + " bytes");
        }
        boolean complete = scanner.isComplete();
        ensure(length + taken, complete);
        in.readBytes(bytes, length, taken);
        length += taken;
        return complete;
    }

    private void ensure(int wanted, boolean exactly) {
        if (wanted > bytes.length) {
            long roomy = Math.max(FIRST, Math.max(wanted, bytes.length * 2L));
            int capacity = exactly ? wanted : (int) Math.min(roomy, Integer.MAX_VALUE - 8);
            bytes = Arrays.copyOf(bytes, capacity);
        }
    }

    /// How many bytes are held.
    public int length() {
        return length;
    }

    /// The value; then this is ready for the next.
    public byte[] finish() {
        byte[] value = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        clear();
        return value;
    }

    /// Drops what is held.
    public void clear() {
        scanner.reset();
        bytes = new byte[0];
        length = 0;
    }
}
