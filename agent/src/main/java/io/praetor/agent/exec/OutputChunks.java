package io.praetor.agent.exec;

import io.praetor.model.Bytes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Cuts a program's output into the pieces that are written to the store: 4 KiB at most, less after half a second of
/// silence, and an empty one as a sign of life after a longer silence. Knows no clock: times are nanoseconds given by
/// the caller. Guarded by whoever uses it.
final class OutputChunks {
    static final int CHUNK_BYTES = 4 * 1024;

    /// Pieces that may wait; then the program has to.
    static final int MOST_WAITING = 16;

    private static final long IDLE_NANOS = Duration.ofMillis(500).toNanos();

    private final long heartbeatNanos;
    private final Deque<Bytes> full = new ArrayDeque<>();
    private final byte[] partial = new byte[CHUNK_BYTES];
    private int filled;
    private long lastOutput;
    private long lastChunk;

    /// @param heartbeat silence after which an empty piece is due
    OutputChunks(Duration heartbeat, long now) {
        heartbeatNanos = Math.max(heartbeat.toNanos(), Duration.ofMillis(100).toNanos());
        lastOutput = now;
        lastChunk = now;
    }

    boolean isFull() {
        return full.size() >= MOST_WAITING;
    }

    void add(byte[] bytes, int count, long now) {
        lastOutput = now;
        int from = 0;
        while (from < count) {
            int length = Math.min(count - from, CHUNK_BYTES - filled);
            System.arraycopy(bytes, from, partial, filled, length);
            filled += length;
            from += length;
            if (filled == CHUNK_BYTES) {
                flush();
            }
        }
    }

    private void flush() {
        full.addLast(Bytes.of(Arrays.copyOf(partial, filled)));
        filled = 0;
    }

    /// Makes what is left due at once: no more will come.
    void finish() {
        if (filled > 0) {
            flush();
        }
    }

    /// A piece that is due; null when none is.
    @Nullable Bytes next(long now) {
        if (full.isEmpty() && filled > 0 && now - lastOutput >= IDLE_NANOS) {
            flush();
        }
        Bytes chunk = full.pollFirst();
        if (chunk == null && filled == 0 && now - lastChunk >= heartbeatNanos) {
            chunk = Bytes.EMPTY;
        }
        if (chunk != null) {
            lastChunk = now;
        }
        return chunk;
    }

    /// How long until [#next] has something, if nothing is added.
    long nanosUntilDue(long now) {
        if (!full.isEmpty()) {
            return 0;
        }
        long due = filled > 0 ? lastOutput + IDLE_NANOS : lastChunk + heartbeatNanos;
        return Math.max(0, due - now);
    }
}
