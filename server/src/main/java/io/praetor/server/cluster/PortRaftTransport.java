package io.praetor.server.cluster;

import io.praetor.gossip.consul.ServerTags;
import io.praetor.raft.PeerAddress;
import io.praetor.raft.RaftTransport;
import io.praetor.rpc.MessageLinks;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Raft's links over the server port. A peer is where gossip says it is; while gossip does not know it, it is where the
/// log last knew it, so that a cluster that starts anew elects before its members have found each other.
public final class PortRaftTransport implements RaftTransport {

    private final MessageLinks links;
    private final ServerTable servers;
    private final Set<Forwarding> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public PortRaftTransport(MessageLinks links, ServerTable servers) {
        this.links = links;
        this.servers = servers;
    }

    @Override
    public void listen(PeerAddress self, Acceptor acceptor) {
        links.accept(link -> {
            Forwarding incoming = new Forwarding();
            incoming.link = link;
            track(incoming);
            if (!closed) {
                incoming.to = acceptor.accept(incoming);
            }
            return incoming;
        });
    }

    @Override
    public CompletableFuture<Link> dial(PeerAddress peer, Receiver receiver) {
        InetSocketAddress address = where(peer);
        if (address == null || closed) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException(closed ? "closed" : "no address is known of server " + peer.id()));
        }
        Forwarding outgoing = new Forwarding();
        outgoing.to = receiver;
        return links.dial(address, outgoing)
                .<Link>thenApply(link -> {
                    outgoing.link = link;
                    track(outgoing);
                    return outgoing;
                })
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(translate(failure)));
    }

    /// A link that stands when everything is being closed is closed too.
    private void track(Forwarding link) {
        open.add(link);
        if (closed || !link.isOpen()) {
            open.remove(link);
            if (closed) {
                link.close();
            }
        }
    }

    private @Nullable InetSocketAddress where(PeerAddress peer) {
        ServerTags server = servers.find(peer.id());
        return server == null
                ? Addresses.parse(peer.address())
                : new InetSocketAddress(server.rpc().address(), server.rpc().port());
    }

    /// Raft wants to tell a refused call from one without an answer.
    private static Throwable translate(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof ConnectException)
                && String.valueOf(cause.getMessage()).contains("connection refused")) {
            ConnectException refused = new ConnectException(cause.getMessage());
            refused.initCause(cause);
            return refused;
        }
        return cause;
    }

    @Override
    public @Nullable String addressOf(String peerId) {
        ServerTags server = servers.find(peerId);
        return server == null ? null : server.rpc().toString();
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(Forwarding::close);
    }

    /// The same link, in Raft's terms.
    private final class Forwarding implements Link, MessageLinks.Receiver {

        private volatile MessageLinks.@Nullable Link link;
        private volatile @Nullable Receiver to;

        @Override
        public void send(byte[] message) {
            MessageLinks.Link current = link;
            if (current != null) {
                current.send(message);
            }
        }

        @Override
        public boolean isOpen() {
            MessageLinks.Link current = link;
            return current != null && current.isOpen();
        }

        @Override
        public void close() {
            MessageLinks.Link current = link;
            if (current != null) {
                current.close();
            }
        }

        @Override
        public void received(byte[] message) {
            Receiver receiver = to;
            if (receiver != null) {
                receiver.received(message);
            }
        }

        @Override
        public void closed() {
            open.remove(this);
            Receiver receiver = to;
            if (receiver != null) {
                receiver.closed();
            }
        }
    }
}
