package io.praetor.rpc;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts bytes into messages, each behind its length (4 bytes, big-endian). Memory follows what has arrived.
final class MessageReader {
    private static final int FIRST = 64 << 10;

    private final int longest;
    private int lengthBytes;
    private long length;
    private byte[] message = new byte[0];
    private int have;

    MessageReader(int longest) {
        this.longest = longest;
    }

    /// @throws IOException for a message that is too long
    void read(ByteBuf in, Consumer<byte[]> messages) throws IOException {
        while (in.isReadable()) {
            if (lengthBytes < Integer.BYTES) {
                length = length << 8 | in.readUnsignedByte();
                if (++lengthBytes == Integer.BYTES) {
                    if (length > longest) {
                        throw new IOException("a message of " + length + " bytes");
                    }
                    message = new byte[(int) Math.min(length, FIRST)];
                    have = 0;
                }
            } else {
                int taken = (int) Math.min(length - have, in.readableBytes());
                if (have + taken > message.length) {
                    message =
                            Arrays.copyOf(message, (int) Math.min(length, Math.max(have + taken, message.length * 2L)));
                }
                in.readBytes(message, have, taken);
                have += taken;
            }
            if (lengthBytes == Integer.BYTES && have == length) {
                byte[] whole = message;
                lengthBytes = 0;
                length = 0;
                message = new byte[0];
                have = 0;
                messages.accept(whole);
            }
        }
    }
}
