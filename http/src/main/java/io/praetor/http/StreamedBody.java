package io.praetor.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.praetor.http.route.Meta;
import io.praetor.http.route.Reply;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The body of an answer that one thread writes while the event loop sends it. The writer blocks while [#MAX_PIECES]
/// pieces are on their way.
final class StreamedBody extends OutputStream {
    private static final Logger LOG = LoggerFactory.getLogger(StreamedBody.class);

    /// Bytes.
    private static final int PIECE = 32 << 10;

    private static final int MAX_PIECES = 8;
    private static final int GZIP_BUFFER = 4 << 10;
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEW_LINE = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Connection connection;
    private final Output output;
    private final Exchange exchange;
    private final boolean gzip;
    private final Semaphore room = new Semaphore(MAX_PIECES);
    private byte[] piece = new byte[PIECE];
    private int length;
    private boolean begun;
    private boolean closed;
    private volatile boolean gone;
    private volatile @Nullable Thread writer;

    StreamedBody(Connection connection, Output output, Exchange exchange, boolean gzip) {
        this.connection = connection;
        this.output = output;
        this.exchange = exchange;
        this.gzip = gzip;
    }

    /// Runs the producer, on a thread that may block.
    void run(Reply.Producer producer) {
        writer = Thread.currentThread();
        try {
            if (gone) {
                throw new IOException("the client went away");
            }
            producer.produce(this::begin);
            close();
        } catch (Exception e) {
            fail(e);
        } finally {
            writer = null;
        }
    }

    /// Nobody wants the rest. A producer that waits for something else than the client must hear of it too.
    void abandon() {
        gone = true;
        Thread waiting = writer;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    /// Sends the head.
    private OutputStream begin(CharSequence contentType, @Nullable Meta meta) throws IOException {
        if (begun) {
            throw new IllegalStateException("an answer has one head");
        }
        awaitRecord();
        begun = true;
        connection.onLoop(() -> gone |= !output.beginStream(exchange, contentType, meta, gzip));
        return gzip ? new GZIPOutputStream(this, GZIP_BUFFER, true) : this;
    }

    /// No answer without its record, where that is asked for.
    private void awaitRecord() throws IOException {
        RequestAudit.Trail trail = exchange.trail;
        CompletableFuture<Void> recorded = trail == null ? null : trail.ended(200, "");
        if (recorded == null) {
            return;
        }
        try {
            recorded.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the audit log");
        } catch (ExecutionException e) {
            throw new IOException("the request could not be recorded in the audit log", e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, bytes.length);
        int at = from;
        int end = from + count;
        while (at < end) {
            int taken = Math.min(end - at, PIECE - length);
            System.arraycopy(bytes, at, piece, length, taken);
            length += taken;
            at += taken;
            if (length == PIECE) {
                flush();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (gone) {
            throw new IOException("the client went away");
        }
        if (length == 0) {
            return;
        }
        try {
            room.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a slow client");
        }
        byte[] full = piece;
        int size = length;
        piece = new byte[PIECE];
        length = 0;
        connection.onLoop(() -> send(full, size));
    }

    /// On the event loop.
    private void send(byte[] bytes, int size) {
        if (gone || !output.channel().isActive()) {
            gone = true;
            room.release();
            return;
        }
        ByteBuf content = Unpooled.wrappedBuffer(bytes, 0, size);
        if (!exchange.isOld()) {
            String head = Integer.toHexString(size) + "\r\n";
            content = Unpooled.wrappedBuffer(
                    Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.US_ASCII)),
                    content,
                    Unpooled.wrappedBuffer(NEW_LINE));
        }
        output.channel().writeAndFlush(content).addListener(sent -> {
            gone |= !sent.isSuccess();
            room.release();
        });
    }

    /// The answer is complete.
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        if (!begun) {
            throw new IllegalStateException("a streamed answer was never begun");
        }
        flush();
        closed = true;
        connection.onLoop(() -> {
            if (!gone) {
                if (!exchange.isOld()) {
                    output.send(Unpooled.wrappedBuffer(LAST_CHUNK));
                }
                connection.answerWritten(exchange);
            }
        });
    }

    /// The answer will not be complete. If some of it is out, the connection is cut, so that nobody takes the part for
    /// the whole.
    private void fail(Exception cause) {
        if (!begun) {
            exchange.fail(cause);
            return;
        }
        if (!gone) {
            LOG.atWarn().addKeyValue("error", cause.toString()).log("answer cut short");
        }
        connection.onLoop(output::cut);
    }
}
