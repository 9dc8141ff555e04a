package io.praetor.raft;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The seam to the network: ordered, two-way links that carry whole messages between servers known by their ids.
/// Requests, answers and time-outs are made above it. [LoopbackTransport] joins servers in one JVM; the cluster module
/// adds the one over the server port.
public interface RaftTransport extends AutoCloseable {

    /// The longest message in bytes a link must carry.
    int MAX_MESSAGE_BYTES = ReplicatedLog.MAX_COMMAND_BYTES + (1 << 20);

    /// Starts to accept links from peers. Called once, before any dial.
    void listen(PeerAddress self, Acceptor acceptor);

    /// Opens a link to a peer. Does not block; the future fails when the peer is unknown or cannot be reached in a few
    /// seconds: with [java.net.ConnectException] if its machine answered that nobody listens there, which is how one
    /// learns that a process has ended; with another exception when there was no answer. Messages may reach `receiver`
    /// before the future completes.
    ///
    /// @param peer with the address the log last knew, for when the transport knows no better one; empty if there is
    ///     none
    CompletableFuture<Link> dial(PeerAddress peer, Receiver receiver);

    /// "ip:port" of a peer for people to read; null while unknown.
    @Nullable String addressOf(String peerId);

    /// Closes every link and stops accepting.
    @Override
    void close();

    /// One end of a link.
    interface Link {

        /// Queues one message. Messages arrive whole and in the order of these calls, or the link closes. Thread-safe,
        /// does not block; a transport whose queue is full closes the link.
        void send(byte[] message);

        boolean isOpen();

        /// Closes both ends; messages under way may be lost.
        void close();
    }

    /// What a link tells its owner; calls for one link come one at a time.
    interface Receiver {

        /// One message arrived. Must not block: it may run on a network thread.
        void received(byte[] message);

        /// The link is closed, from either end. Called once, last.
        void closed();
    }

    /// Takes the links that peers open.
    interface Acceptor {

        /// A peer opened a link; the answer hears what it sends.
        Receiver accept(Link link);
    }
}
