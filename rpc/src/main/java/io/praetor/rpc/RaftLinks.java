package io.praetor.rpc;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// [MessageLinks] over the server port (decision 0008): first byte 1, then both ends send [LinkPreface], then messages,
/// each behind its length.
public final class RaftLinks implements MessageLinks {
    /// The longest message in bytes; Raft's own limit is below.
    public static final int MAX_MESSAGE_BYTES = 16 << 20;

    /// Bytes that may wait to be sent on one link before it is closed, plus one message.
    public static final long MAX_QUEUED_BYTES = 64L << 20;

    private final NetworkLoops loops;
    private final Duration timeout;
    private final Dialer dialer;
    private final String datacenter;
    private volatile @Nullable Acceptor acceptor;

    /// @param dialTimeout until a link must stand, from either end
    /// @param datacenter  the servers', all of one
    public RaftLinks(NetworkLoops loops, Duration dialTimeout, RpcTls tls, String datacenter) {
        this.loops = loops;
        this.datacenter = datacenter;
        timeout = dialTimeout;
        dialer = new Dialer(dialTimeout, Duration.ofSeconds(10), null, tls);
    }

    @Override
    public CompletableFuture<Link> dial(InetSocketAddress address, Receiver receiver) {
        CompletableFuture<Link> opened = new CompletableFuture<>();
        var _ = dialer.dial(
                        loops.next(),
                        new Dialer.Target(address, datacenter),
                        FirstByte.RAFT,
                        channel -> new LinkConnection(channel, timeout, link -> {
                            opened.complete(link);
                            return receiver;
                        }))
                .whenComplete((connection, cause) -> {
                    if (connection == null) {
                        opened.completeExceptionally(cause == null ? new IOException("no connection") : cause);
                    } else {
                        connection.whenClosed(() ->
                                opened.completeExceptionally(new IOException("dial tcp " + Dialer.name(address) + ": "
                                        + Objects.requireNonNullElse(
                                                connection.failure(), "closed before it spoke our Raft"))));
                    }
                });
        return opened;
    }

    @Override
    public void accept(Acceptor taker) {
        acceptor = taker;
    }

    /// A peer's connection, behind the first byte.
    ///
    /// @return null when nobody takes links yet
    @Nullable ChannelHandler incoming(Channel channel) {
        Acceptor taker = acceptor;
        return taker == null ? null : new LinkConnection(channel, timeout, taker);
    }
}
