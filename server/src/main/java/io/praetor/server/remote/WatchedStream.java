package io.praetor.server.remote;

import io.praetor.rpc.ByteStream;
import io.praetor.server.Cancellable;
import io.praetor.server.Scheduler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A stream that closes when nothing has moved on it for too long: whoever waits on it fails then.
public final class WatchedStream implements ByteStream {
    private final ByteStream stream;
    private final Scheduler scheduler;
    private final InputStream in;
    private final OutputStream out;
    private Duration patience;
    private Cancellable look = Cancellable.NONE;
    private final AtomicLong moves = new AtomicLong();
    private boolean closed;

    /// @param patience how long nothing may move
    public WatchedStream(ByteStream stream, Scheduler scheduler, Duration patience) {
        this.stream = stream;
        this.scheduler = scheduler;
        this.patience = patience;
        in = new In();
        out = new Out();
        lookLater(0);
    }

    /// Changes how long nothing may move, from now on.
    public void patience(Duration longest) {
        synchronized (this) {
            patience = longest;
            look.cancel();
        }
        lookLater(moves.get());
    }

    private synchronized void lookLater(long seen) {
        if (!closed) {
            look = scheduler.after(patience, () -> look(seen));
        }
    }

    private void look(long seen) {
        long now = moves.get();
        if (now != seen) {
            lookLater(now);
            return;
        }
        try {
            close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a stream that stands still failed", e);
        }
    }

    private void moved() {
        moves.incrementAndGet();
    }

    @Override
    public InetAddress peer() {
        return stream.peer();
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void endOutput() throws IOException {
        stream.endOutput();
        moved();
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            look.cancel();
        }
        stream.close();
    }

    private final class In extends InputStream {
        @Override
        public int read() throws IOException {
            int one = stream.in().read();
            moved();
            return one;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int read = stream.in().read(target, from, length);
            moved();
            return read;
        }
    }

    private final class Out extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            stream.out().write(one);
            moved();
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            stream.out().write(bytes, from, length);
            moved();
        }

        @Override
        public void flush() throws IOException {
            stream.out().flush();
            moved();
        }
    }
}
