package io.praetor.rpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import io.praetor.rpc.yamux.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for a connection's first byte and hands it to what the byte names (`rpc.md` §1). Behind TLS it waits for the
/// byte within; where the connection began with TLS, for the protocol that was agreed on; where nobody is asked for a
/// certificate, for TLS alone.
final class FirstByte extends ChannelInboundHandlerAdapter {
    static final int PLAIN = 0;
    static final int RAFT = 1;
    static final int OLD_MULTIPLEXER = 2;
    static final int TLS = 3;
    static final int YAMUX = 4;
    static final int SNAPSHOT = 5;
    static final int GOSSIP = 6;
    static final int INSECURE_TLS = 7;
    static final int GRPC = 8;

    /// What the protocols of native TLS stand for, in their order.
    private static final int[] AGREED = {PLAIN, RAFT, YAMUX, SNAPSHOT};

    private static final int NOTHING = -1;
    private static final Logger LOG = LoggerFactory.getLogger(FirstByte.class);

    private final PortContext port;
    private final Duration timeout;
    private final @Nullable SslHandler tls;
    private final Within within;
    private @Nullable Future<?> deadline;

    /// What says what follows within TLS.
    private enum Within {
        A_BYTE,
        THE_PROTOCOL,
        /// One call of whoever has no certificate.
        NOTHING
    }

    FirstByte(PortContext port, Duration timeout) {
        this(port, timeout, null, Within.A_BYTE);
    }

    /// @param tls that this stands behind; null: none
    private FirstByte(PortContext port, Duration timeout, @Nullable SslHandler tls, Within within) {
        this.port = port;
        this.timeout = timeout;
        this.tls = tls;
        this.within = within;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline = ctx.executor().schedule(() -> expired(ctx), timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void expired(ChannelHandlerContext ctx) {
        LOG.atDebug().addKeyValue("from", ctx.channel().remoteAddress()).log("no first byte came in time");
        var _ = ctx.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (!in.isReadable()) {
            in.release();
            return;
        }
        int first = in.getUnsignedByte(in.readerIndex());
        if (tls == null && first > GRPC) {
            begin(ctx, port.tls().nativeIncoming(timeout), first, Within.THE_PROTOCOL, in);
        } else if (tls == null && first == TLS) {
            begin(ctx, port.tls().incoming(timeout), first, Within.A_BYTE, in.skipBytes(1));
        } else if (tls == null && first == INSECURE_TLS && port.unverified() != null) {
            begin(ctx, port.tls().unverifiedIncoming(timeout), first, Within.NOTHING, in.skipBytes(1));
        } else {
            hand(ctx, first, in.skipBytes(1));
        }
    }

    /// Puts TLS before what follows.
    private void begin(ChannelHandlerContext ctx, @Nullable SslHandler handler, int first, Within inner, ByteBuf in) {
        if (handler == null) {
            in.release();
            refuse(ctx, first, inner == Within.THE_PROTOCOL ? "unrecognized first byte" : "TLS is not configured here");
            var _ = ctx.close();
            return;
        }
        ctx.pipeline().addLast(handler, TlsEnd.ofAccepted(), new FirstByte(port, timeout, handler, inner));
        ctx.pipeline().remove(this);
        ctx.fireChannelRead(in);
    }

    private void hand(ChannelHandlerContext ctx, int first, ByteBuf in) {
        hand(ctx, choose(first, ctx), in);
    }

    private void hand(ChannelHandlerContext ctx, @Nullable ChannelHandler next, ByteBuf in) {
        if (next == null) {
            in.release();
            var _ = ctx.close();
            return;
        }
        ctx.pipeline().addLast(next);
        ctx.pipeline().remove(this);
        ctx.fireChannelRead(in);
    }

    private @Nullable ChannelHandler choose(int first, ChannelHandlerContext ctx) {
        if (tls == null && first != INSECURE_TLS && !port.tls().acceptsPlain()) {
            return refuse(ctx, first, "TLS is required here: verify_incoming");
        }
        return switch (first) {
            case PLAIN -> {
                CallBudget budget = port.connectionBudget();
                yield new PlainConnection(ctx, duplex -> port.calls().serve(duplex, budget));
            }
            case YAMUX -> {
                CallBudget budget = port.connectionBudget();
                yield Session.server(port.yamux(), stream -> port.calls().serve(stream, budget), new Unowned());
            }
            case SNAPSHOT -> snapshot(ctx);
            case RAFT -> raft(ctx);
            case TLS -> refuse(ctx, first, "TLS within TLS");
            case INSECURE_TLS -> refuse(ctx, first, "there are no certificates to be had here: auto_encrypt");
            case OLD_MULTIPLEXER -> refuse(ctx, first, "the old multiplexer is not supported");
            case GOSSIP -> refuse(ctx, first, "network areas are an enterprise feature");
            case GRPC -> refuse(ctx, first, "streaming is not supported");
            default -> refuse(ctx, first, "unrecognized first byte");
        };
    }

    private @Nullable ChannelHandler raft(ChannelHandlerContext ctx) {
        RaftLinks links = port.links();
        if (links == null) {
            return refuse(ctx, RAFT, "this server takes no part in Raft");
        }
        if (tls != null) {
            try {
                port.tls().checkRaftPeer(tls.engine().getSession());
            } catch (IOException e) {
                return refuse(ctx, RAFT, "Raft is for servers: " + e.getMessage());
            }
        }
        return links.incoming(ctx.channel());
    }

    private @Nullable ChannelHandler snapshot(ChannelHandlerContext ctx) {
        SnapshotHandler snapshots = port.snapshots();
        if (snapshots == null) {
            return refuse(ctx, SNAPSHOT, "no snapshots here");
        }
        ChannelStream stream = new ChannelStream(ctx.channel());
        port.blocking().execute(() -> {
            try (stream) {
                snapshots.serve(stream);
            } catch (IOException e) {
                LOG.atWarn()
                        .addKeyValue("peer", stream.peer())
                        .addKeyValue("error", e.getMessage())
                        .log("a snapshot stream failed");
            } catch (RuntimeException e) {
                LOG.atError().addKeyValue("peer", stream.peer()).setCause(e).log("a snapshot stream failed");
            }
        });
        return stream;
    }

    private static @Nullable ChannelHandler refuse(ChannelHandlerContext ctx, int first, String reason) {
        LOG.atWarn()
                .addKeyValue("from", ctx.channel().remoteAddress())
                .addKeyValue("byte", first)
                .addKeyValue("reason", reason)
                .log("closed a connection to the server port");
        return null;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            var _ = ctx.close();
        } else if (event instanceof SslHandshakeCompletionEvent handshake) {
            shaken(ctx, handshake);
        }
        ctx.fireUserEventTriggered(event);
    }

    private void shaken(ChannelHandlerContext ctx, SslHandshakeCompletionEvent handshake) {
        if (!handshake.isSuccess()) {
            TlsEnd.warn(ctx.channel(), RpcTls.reason(handshake.cause()));
        } else if (within == Within.THE_PROTOCOL && tls != null) {
            int agreed = RpcTls.PROTOCOLS.indexOf(tls.engine().getApplicationProtocol());
            hand(ctx, agreed < 0 ? NOTHING : AGREED[agreed], Unpooled.EMPTY_BUFFER);
        } else if (within == Within.NOTHING) {
            hand(ctx, unverified(ctx), Unpooled.EMPTY_BUFFER);
        }
    }

    /// Serves the one call that needs no certificate.
    private @Nullable ChannelHandler unverified(ChannelHandlerContext ctx) {
        CallService calls = port.unverified();
        if (calls == null) {
            return null;
        }
        CallBudget budget = port.connectionBudget();
        return new PlainConnection(ctx, duplex -> calls.serve(duplex, budget));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.atDebug()
                .addKeyValue("from", ctx.channel().remoteAddress())
                .setCause(cause)
                .log("connection broken");
        var _ = ctx.close();
    }

    /// A session that callers own; its end is theirs to notice.
    private static final class Unowned implements Session.Owner {
        @Override
        public void goneAway() {}

        @Override
        public void closed(IOException cause) {}
    }
}
