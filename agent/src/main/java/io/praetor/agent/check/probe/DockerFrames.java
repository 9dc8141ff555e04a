package io.praetor.agent.check.probe;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// The stream of an `exec` without a terminal: frames of a kind (0 to 2), three zeros, a length and so many bytes.
/// Takes them in pieces of any size and keeps none.
final class DockerFrames {
    private static final int HEAD = 8;
    private static final int HIGHEST_KIND = 2;
    private static final int KIND_SHIFT = 24;
    private static final int ZEROS = 0x00ff_ffff;
    private static final long UNSIGNED = 0xffff_ffffL;

    private final Consumer<ByteBuffer> output;
    private final ByteBuffer head = ByteBuffer.allocate(HEAD);
    private long left;

    /// @param output takes what was written to either output, valid during the call
    DockerFrames(Consumer<ByteBuffer> output) {
        this.output = output;
    }

    /// Takes the next piece.
    ///
    /// @return false when this is no such stream
    boolean add(ByteBuffer piece) {
        while (piece.hasRemaining()) {
            if (left > 0) {
                int length = (int) Math.min(left, piece.remaining());
                output.accept(piece.slice(piece.position(), length));
                piece.position(piece.position() + length);
                left -= length;
                continue;
            }
            head.put(piece.get());
            if (!head.hasRemaining()) {
                head.flip();
                int kind = head.getInt();
                if ((kind & ZEROS) != 0 || kind >>> KIND_SHIFT > HIGHEST_KIND) {
                    return false;
                }
                left = head.getInt() & UNSIGNED;
                head.clear();
            }
        }
        return true;
    }
}
