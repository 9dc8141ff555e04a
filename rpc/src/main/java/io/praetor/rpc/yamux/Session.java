package io.praetor.rpc.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import io.praetor.rpc.wire.Duplex;
import io.praetor.rpc.wire.TlsRefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection that carries many streams. Takes the last place of the connection's pipeline, after the first byte.
/// Everything runs on the connection's event loop.
///
/// What is written goes out when the loop has done what it was doing ([#flush]): control frames always, data as far as
/// the connection takes it, the streams in turn.
public final class Session extends ChannelInboundHandlerAdapter {
    /// Streams opened by this end that the other has not acknowledged yet; its backlog is as long.
    static final int MAX_UNACKNOWLEDGED = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final long LAST_ID = 0xffff_fff0L;

    private final boolean client;
    private final YamuxSettings settings;
    private final @Nullable Acceptor acceptor;
    private final Owner owner;
    private final IntObjectMap<Stream> streams = new IntObjectHashMap<>();
    private final ArrayDeque<Stream> waiting = new ArrayDeque<>();
    private final ArrayDeque<Stream> line = new ArrayDeque<>();
    private final FrameReader reader = new FrameReader();
    private final FrameReader.Sink sink = new Arrivals();

    private @Nullable ChannelHandlerContext context;
    private @Nullable FrameWriter writer;
    private @Nullable KeepAlive keepAlive;
    private long nextId;
    private int unacknowledged;
    private int incoming;
    private boolean reading;
    private boolean flushScheduled;
    private boolean goneAway;
    private boolean closed;

    /// Takes the streams that the other end opens.
    @FunctionalInterface
    public interface Acceptor {

        /// Who listens to a new stream.
        Duplex.Listener accept(Stream stream);
    }

    /// What a session tells its owner.
    public interface Owner {

        /// The other end takes no more streams; those that exist go on.
        void goneAway();

        /// The session is over, and all its streams are closed.
        void closed(IOException cause);
    }

    private Session(boolean client, YamuxSettings settings, @Nullable Acceptor acceptor, Owner owner) {
        this.client = client;
        this.settings = settings;
        this.acceptor = acceptor;
        this.owner = owner;
        nextId = client ? 1 : 2;
    }

    /// The connecting end; streams that the other end opens are reset.
    public static Session client(YamuxSettings settings, Owner owner) {
        return new Session(true, settings, null, owner);
    }

    /// The accepting end.
    public static Session server(YamuxSettings settings, Acceptor acceptor, Owner owner) {
        return new Session(false, settings, acceptor, owner);
    }

    YamuxSettings settings() {
        return settings;
    }

    EventLoop loop() {
        return context().channel().eventLoop();
    }

    InetAddress peer() {
        return context().channel().remoteAddress() instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("the session has no connection yet");
        }
        return context;
    }

    /// Streams that are open or wait to be opened.
    public int streams() {
        return streams.size() + waiting.size();
    }

    /// Whether [#open] may be called.
    public boolean takesStreams() {
        return !closed && !goneAway && nextId + 2L * waiting.size() < LAST_ID;
    }

    /// Opens a stream, when as many as may be are not acknowledged a little later. It may be written to at once.
    ///
    /// @throws IllegalStateException unless [#takesStreams]
    public Stream open(Duplex.Listener listener) {
        if (!takesStreams()) {
            throw new IllegalStateException("the session takes no more streams");
        }
        Stream stream = new Stream(this, 0, listener);
        waiting.addLast(stream);
        openWaiting();
        return stream;
    }

    private void openWaiting() {
        while (!closed && unacknowledged < MAX_UNACKNOWLEDGED) {
            Stream stream = waiting.pollFirst();
            if (stream == null) {
                return;
            }
            stream.id = (int) nextId;
            nextId += 2;
            stream.unacknowledged = true;
            unacknowledged++;
            streams.put(stream.id, stream);
            control(Frame.WINDOW_UPDATE, Frame.SYN, stream.id, 0);
            line(stream);
        }
    }

    void acknowledged(Stream stream) {
        if (stream.unacknowledged) {
            stream.unacknowledged = false;
            unacknowledged--;
            openWaiting();
        }
    }

    void gone(Stream stream) {
        if (closed) {
            return;
        }
        if (stream.id == 0) {
            waiting.remove(stream);
            return;
        }
        streams.remove(stream.id);
        if (isOurs(stream.id)) {
            acknowledged(stream);
        } else {
            incoming--;
        }
    }

    private boolean isOurs(int id) {
        return (id & 1) == (client ? 1 : 0);
    }

    // ---- output

    void line(Stream stream) {
        if (!stream.inLine && !closed) {
            stream.inLine = true;
            line.addLast(stream);
            scheduleFlush();
        }
    }

    void control(int type, int flags, int stream, int length) {
        if (writer != null && !closed) {
            writer.control(type, flags, stream, length);
            scheduleFlush();
        }
    }

    private void scheduleFlush() {
        if (!flushScheduled && !reading && context != null) {
            flushScheduled = true;
            try {
                loop().execute(this::flush);
            } catch (RejectedExecutionException e) {
                LOG.atTrace().setCause(e).log("the event loop has stopped");
            }
        }
    }

    private void flush() {
        flushScheduled = false;
        FrameWriter out = writer;
        if (out == null || closed) {
            return;
        }
        while (out.takesData()) {
            Stream stream = line.pollFirst();
            if (stream == null) {
                break;
            }
            stream.inLine = false;
            if (stream.pump(out)) {
                line(stream);
            }
            if (closed) {
                return;
            }
        }
        out.flush();
        if (out.isFlooded()) {
            fail(new YamuxException("yamux: the other end sends and does not read", false));
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable() && !line.isEmpty()) {
            scheduleFlush();
        }
        ctx.fireChannelWritabilityChanged();
    }

    // ---- input

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        writer = new FrameWriter(ctx);
        keepAlive = new KeepAlive(
                ctx.executor(),
                settings,
                value -> control(Frame.PING, Frame.SYN, 0, value),
                () -> close("keepalive timeout"));
        openWaiting();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        reading = true;
        try {
            if (!closed) {
                reader.read(in, sink);
            }
        } catch (YamuxException e) {
            fail(e);
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        flush();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            over(new IOException("EOF"));
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        over(new IOException("EOF"));
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.atError()
                    .addKeyValue("peer", ctx.channel().remoteAddress())
                    .setCause(cause)
                    .log("a multiplexed connection failed");
        }
        over(cause instanceof TlsRefusedException refused ? refused : new IOException("EOF", cause));
    }

    /// What the frames mean.
    private final class Arrivals implements FrameReader.Sink {
        private @Nullable Stream target;
        private boolean endsStream;

        @Override
        public void frame(int type, int flags, int id, long length) throws YamuxException {
            switch (type) {
                case Frame.PING -> ping(flags, (int) length);
                case Frame.GO_AWAY -> goAway(length);
                default -> stream(type, flags, id, length);
            }
        }

        private void stream(int type, int flags, int id, long length) throws YamuxException {
            if ((flags & Frame.SYN) != 0) {
                opened(id);
            }
            Stream stream = streams.get(id);
            target = null;
            if (stream == null) {
                return;
            }
            stream.flags(flags);
            boolean fin = (flags & Frame.FIN) != 0;
            if (type == Frame.WINDOW_UPDATE) {
                stream.window(length);
            } else if (!stream.isClosed()) {
                stream.announced(length);
                if (length > 0) {
                    target = stream;
                    endsStream = fin;
                    return;
                }
            }
            if (fin) {
                stream.fin();
            }
        }

        @Override
        public void payload(ByteBuf piece, boolean last) throws YamuxException {
            Stream stream = target;
            if (stream != null) {
                stream.arrived(piece);
                if (last && endsStream) {
                    stream.fin();
                }
            }
        }
    }

    private void opened(int id) throws YamuxException {
        if (streams.containsKey(id)) {
            throw new YamuxException("yamux: stream " + Integer.toUnsignedString(id) + " opened twice", true);
        }
        if (id == 0 || isOurs(id)) {
            throw new YamuxException("yamux: stream " + Integer.toUnsignedString(id) + " is not theirs to open", true);
        }
        if (acceptor == null || incoming >= settings.maxStreams()) {
            control(Frame.WINDOW_UPDATE, Frame.RST, id, 0);
            return;
        }
        incoming++;
        streams.put(id, new Stream(this, id, acceptor));
        control(Frame.WINDOW_UPDATE, Frame.ACK, id, 0);
    }

    private void ping(int flags, int value) {
        if ((flags & Frame.SYN) != 0) {
            control(Frame.PING, Frame.ACK, 0, value);
        } else if (keepAlive != null) {
            keepAlive.answered(value);
        }
    }

    private void goAway(long code) throws YamuxException {
        if (code != Frame.NORMAL) {
            throw new YamuxException("yamux: the other end gave up with code " + code, false);
        }
        if (!goneAway) {
            goneAway = true;
            for (Stream never : List.copyOf(waiting)) {
                never.close(new IOException("session shutdown"));
            }
            owner.goneAway();
        }
    }

    // ---- the end

    /// Closes the connection; every stream hears `session shutdown`.
    public void shutdown() {
        over(new IOException("session shutdown"));
    }

    private void close(String why) {
        LOG.atWarn()
                .addKeyValue("peer", context().channel().remoteAddress())
                .addKeyValue("reason", why)
                .log("closed a multiplexed connection");
        over(new IOException("EOF"));
    }

    private void fail(YamuxException broken) {
        if (closed) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("peer", context().channel().remoteAddress())
                .addKeyValue("reason", broken.getMessage())
                .log("closed a multiplexed connection");
        if (broken.isTold()) {
            control(Frame.GO_AWAY, 0, 0, Frame.PROTOCOL_ERROR);
        }
        over(new IOException("EOF", broken));
    }

    private void over(IOException cause) {
        if (closed) {
            return;
        }
        closed = true;
        if (keepAlive != null) {
            keepAlive.stop();
        }
        List<Stream> all = new ArrayList<>(streams.values());
        all.addAll(waiting);
        streams.clear();
        waiting.clear();
        line.clear();
        for (Stream stream : all) {
            stream.close(cause);
        }
        if (writer != null) {
            writer.end();
        }
        owner.closed(cause);
    }
}
