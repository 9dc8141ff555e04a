package io.praetor.gossip.net;

import io.praetor.gossip.wire.StreamFrame;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Collects one message of a stream. What is broken is handed over as far as it came: whoever decodes it says why.
final class StreamBuffer implements AutoCloseable {
    private static final int FIRST = 4 << 10;

    private final ByteBudget budget;
    private byte[] bytes = new byte[0];
    private int size;
    private int taken;

    StreamBuffer(ByteBudget budget) {
        this.budget = budget;
    }

    /// Reads until a message is there.
    ///
    /// @throws EOFException when the stream ends before
    /// @throws IOException  when the stream fails, or there is no memory for it
    byte[] read(InputStream in) throws IOException {
        StreamFrame frame = new StreamFrame();
        while (true) {
            if (size == bytes.length) {
                grow();
            }
            int count = in.read(bytes, size, bytes.length - size);
            if (count < 0) {
                throw new EOFException(size == 0 ? "EOF" : "unexpected EOF");
            }
            size += count;
            switch (frame.look(bytes, size)) {
                case COMPLETE -> {
                    return Arrays.copyOf(bytes, frame.length());
                }
                case BROKEN -> {
                    return Arrays.copyOf(bytes, size);
                }
                case INCOMPLETE -> {}
            }
        }
    }

    private void grow() throws IOException {
        int more = Math.max(FIRST, bytes.length);
        budget.take(more);
        taken += more;
        bytes = Arrays.copyOf(bytes, bytes.length + more);
    }

    /// Gives the memory back, once the message is dealt with.
    @Override
    public void close() {
        bytes = new byte[0];
        budget.give(taken);
        taken = 0;
    }
}
