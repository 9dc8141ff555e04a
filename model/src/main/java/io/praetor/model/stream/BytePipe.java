package io.praetor.model.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What arrives at an event loop, on its way to a thread that reads it. When that thread falls behind, `pause` is
/// called,
/// and `go` when it has caught up.
///
/// The loop calls [#offer], [#end] and [#fail]; one thread at a time reads; anybody may close.
public final class BytePipe extends InputStream {
    /// Bytes that may wait to be read; plus at most one read of the socket.
    public static final int CAPACITY = 256 << 10;

    private final Runnable pause;
    private final Runnable go;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private int offset;
    private int waiting;
    private boolean paused;
    private boolean ended;
    private boolean closed;
    private @Nullable String failure;

    /// @param pause called on the event loop
    /// @param go    called on the reading thread: what it does on the loop must come after what `pause` did there
    public BytePipe(Runnable pause, Runnable go) {
        this.pause = pause;
        this.go = go;
    }

    /// A piece has arrived.
    public void offer(byte[] piece) {
        lock.lock();
        try {
            if (closed || piece.length == 0) {
                return;
            }
            pieces.addLast(piece);
            waiting += piece.length;
            changed.signalAll();
            if (waiting < CAPACITY || paused) {
                return;
            }
            paused = true;
        } finally {
            lock.unlock();
        }
        pause.run();
    }

    /// Nothing more will come.
    public void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// More should have come, but will not. The reader is told so behind what has arrived.
    public void fail(String reason) {
        lock.lock();
        try {
            if (!ended && failure == null) {
                failure = reason;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, target.length);
        if (length == 0) {
            return 0;
        }
        int taken;
        lock.lock();
        try {
            byte[] piece = await();
            if (piece == null) {
                return -1;
            }
            taken = Math.min(length, piece.length - offset);
            System.arraycopy(piece, offset, target, from, taken);
            offset += taken;
            waiting -= taken;
            if (offset == piece.length) {
                pieces.removeFirst();
                offset = 0;
            }
            if (!paused || waiting > CAPACITY / 2) {
                return taken;
            }
            paused = false;
        } finally {
            lock.unlock();
        }
        go.run();
        return taken;
    }

    /// The first piece; null at the end. The lock is held.
    private byte @Nullable [] await() throws IOException {
        try {
            while (pieces.isEmpty() && !ended) {
                if (closed) {
                    throw new IOException("stream closed");
                }
                if (failure != null) {
                    throw new IOException(failure);
                }
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading");
        }
        return pieces.peekFirst();
    }

    /// Nobody wants more: what still arrives is dropped, and whoever reads is told.
    @Override
    public void close() {
        boolean wasPaused;
        lock.lock();
        try {
            closed = true;
            pieces.clear();
            waiting = 0;
            wasPaused = paused;
            paused = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (wasPaused) {
            go.run();
        }
    }
}
