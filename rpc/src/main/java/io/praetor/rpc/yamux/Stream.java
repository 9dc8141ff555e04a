package io.praetor.rpc.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.praetor.rpc.wire.Duplex;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One stream of a [Session].
///
/// Of what may come, `recvWindow + buffered` is at most [Frame#WINDOW]: credit is returned as bytes are consumed, in
/// portions of half a window or more.
public final class Stream implements Duplex {
    /// A data frame's longest payload; streams take turns after each.
    private static final int MAX_PAYLOAD = 64 << 10;

    /// A header that waits before a body goes out in one frame with it.
    private static final int SHORT = 512;

    private static final long MAX_WINDOW = 0xffff_ffffL;

    private final Session session;
    private final Duplex.Listener listener;
    private final ArrayDeque<ByteBuf> queue = new ArrayDeque<>();
    /// 0 until the stream is opened.
    int id;
    /// Opened by this end and not yet acknowledged.
    boolean unacknowledged;
    /// In the session's line of those that wait for the connection.
    boolean inLine;

    private long sendWindow = Frame.WINDOW;
    private int recvWindow = Frame.WINDOW;
    /// What was announced and not yet consumed.
    private int buffered;
    private boolean endAsked;
    private boolean finSent;
    private boolean finReceived;
    private boolean closed;
    private @Nullable Future<?> closing;
    private @Nullable Future<?> starving;

    Stream(Session session, int id, Duplex.Listener listener) {
        this.session = session;
        this.id = id;
        this.listener = listener;
    }

    /// A stream that the other end opened; its owner is asked who listens.
    Stream(Session session, int id, Session.Acceptor acceptor) {
        this.session = session;
        this.id = id;
        listener = acceptor.accept(this);
    }

    @Override
    public EventLoop loop() {
        return session.loop();
    }

    @Override
    public InetAddress peer() {
        return session.peer();
    }

    @Override
    public boolean isDrained() {
        return queue.isEmpty();
    }

    /// Whether the other end has closed its direction.
    public boolean isEnded() {
        return finReceived;
    }

    @Override
    public void send(ByteBuf bytes) {
        if (closed || endAsked || !bytes.isReadable()) {
            bytes.release();
            return;
        }
        queue.addLast(bytes);
        session.line(this);
    }

    @Override
    public void end() {
        if (!closed && !endAsked) {
            endAsked = true;
            session.line(this);
        }
    }

    @Override
    public void consumed(int bytes) {
        buffered -= bytes;
        if (!closed && !finReceived && !endAsked) {
            int credit = Frame.WINDOW - buffered - recvWindow;
            if (credit >= Frame.WINDOW / 2) {
                recvWindow += credit;
                session.control(Frame.WINDOW_UPDATE, 0, id, credit);
            }
        }
    }

    @Override
    public void reset() {
        if (!closed) {
            if (id != 0) {
                session.control(Frame.WINDOW_UPDATE, Frame.RST, id, 0);
            }
            close(new IOException("stream closed"));
        }
    }

    // ---- from the session

    /// Sends as one frame what the windows allow.
    ///
    /// @return whether it wants to go on
    boolean pump(FrameWriter writer) {
        if (closed || id == 0) {
            return false;
        }
        ByteBuf first = queue.peekFirst();
        if (first == null) {
            finish();
            return false;
        }
        if (sendWindow == 0) {
            starve();
            return false;
        }
        int most = (int) Math.min(MAX_PAYLOAD, sendWindow);
        ByteBuf second = first.readableBytes() <= SHORT ? second() : null;
        int length;
        if (second == null) {
            length = Math.min(most, first.readableBytes());
            writer.data(id, first, length);
        } else {
            length = Math.min(most, first.readableBytes() + second.readableBytes());
            writer.data(id, first, second, length);
        }
        sendWindow -= length;
        dropSent();
        if (!queue.isEmpty()) {
            return true;
        }
        finish();
        if (!closed && !endAsked) {
            listener.drained();
        }
        return false;
    }

    /// Something waits, and there is no credit for it.
    private void starve() {
        if (starving == null) {
            starving = loop().schedule(
                            this::reset, session.settings().creditTimeout().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void feed() {
        if (starving != null) {
            starving.cancel(false);
            starving = null;
        }
    }

    private @Nullable ByteBuf second() {
        var all = queue.iterator();
        all.next();
        return all.hasNext() ? all.next() : null;
    }

    private void dropSent() {
        for (ByteBuf sent = queue.peekFirst(); sent != null && !sent.isReadable(); sent = queue.peekFirst()) {
            queue.removeFirst();
            sent.release();
        }
    }

    private void finish() {
        if (endAsked && !finSent) {
            finSent = true;
            session.control(Frame.WINDOW_UPDATE, Frame.FIN, id, 0);
            if (finReceived) {
                close(null);
            } else {
                closing = loop().schedule(
                                this::reset, session.settings().closeTimeout().toNanos(), TimeUnit.NANOSECONDS);
            }
        }
    }

    /// Flags of a frame that arrived, but for its end.
    void flags(int flags) {
        if ((flags & Frame.ACK) != 0) {
            session.acknowledged(this);
        }
        if ((flags & Frame.RST) != 0) {
            close(new IOException("connection reset"));
        }
    }

    /// The other end's FIN.
    void fin() throws YamuxException {
        if (closed) {
            return;
        }
        if (finReceived) {
            throw new YamuxException("yamux: second end of stream " + Integer.toUnsignedString(id), true);
        }
        finReceived = true;
        if (finSent) {
            close(null);
        } else {
            listener.ended();
        }
    }

    void window(long increment) {
        if (closed) {
            return;
        }
        sendWindow = Math.min(sendWindow + increment, MAX_WINDOW);
        if (increment > 0) {
            feed();
        }
        if (!queue.isEmpty()) {
            session.line(this);
        }
    }

    /// A data frame has begun.
    void announced(long length) throws YamuxException {
        if (length > recvWindow) {
            throw new YamuxException(
                    "yamux: stream " + Integer.toUnsignedString(id) + " exceeds its window: " + length + " > "
                            + recvWindow,
                    true);
        }
        recvWindow -= (int) length;
        buffered += (int) length;
    }

    void arrived(ByteBuf piece) {
        if (!closed && !endAsked && !finReceived) {
            listener.received(piece);
        }
    }

    boolean isClosed() {
        return closed;
    }

    /// @param cause null when both ends said that they are done
    void close(@Nullable IOException cause) {
        if (closed) {
            return;
        }
        closed = true;
        feed();
        if (closing != null) {
            closing.cancel(false);
        }
        for (ByteBuf unsent : queue) {
            unsent.release();
        }
        queue.clear();
        session.gone(this);
        listener.closed(cause);
    }
}
