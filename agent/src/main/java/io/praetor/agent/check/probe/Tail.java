package io.praetor.agent.check.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The last bytes of an output of any length. Memory grows with what comes, up to the limit.
final class Tail {
    private static final int FIRST = 256;

    private final int limit;
    /// Shorter than the limit only while everything that came is in it.
    private byte[] ring = new byte[0];
    /// Where the next byte goes.
    private int at;

    private int kept;
    private long total;

    /// @param limit bytes
    Tail(int limit) {
        this.limit = Math.max(1, limit);
    }

    /// Takes the remaining bytes.
    void add(ByteBuffer bytes) {
        total += bytes.remaining();
        if (bytes.remaining() > limit) {
            bytes.position(bytes.limit() - limit);
        }
        reserve(kept + bytes.remaining());
        while (bytes.hasRemaining()) {
            int piece = Math.min(bytes.remaining(), ring.length - at);
            bytes.get(ring, at, piece);
            at = (at + piece) % ring.length;
            kept = Math.min(ring.length, kept + piece);
        }
    }

    private void reserve(int wanted) {
        if (wanted > ring.length && ring.length < limit) {
            ring = Arrays.copyOf(ring, Math.min(limit, Math.max(FIRST, 2 * wanted)));
            at = kept;
        }
    }

    /// How many bytes came.
    long total() {
        return total;
    }

    /// What is kept.
    String text() {
        if (kept < ring.length) {
            return new String(ring, 0, kept, StandardCharsets.UTF_8);
        }
        byte[] ordered = new byte[kept];
        System.arraycopy(ring, at, ordered, 0, kept - at);
        System.arraycopy(ring, 0, ordered, kept - at, at);
        return new String(ordered, StandardCharsets.UTF_8);
    }

    /// What is kept, saying so when that is not all.
    String captured() {
        return total > limit ? "Captured " + limit + " of " + total + " bytes\n...\n" + text() : text();
    }
}
