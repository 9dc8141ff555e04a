package io.praetor.rpc;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/// Ordered two-way links of whole messages on the server port, for Raft (first byte 1, then frames of ours: decision
/// 0008).
public interface MessageLinks {

    /// Opens a link to a server. Does not block. Messages may reach `receiver` before the future completes.
    CompletableFuture<Link> dial(InetSocketAddress address, Receiver receiver);

    /// Takes the links that others open; called once.
    void accept(Acceptor acceptor);

    /// One end of a link.
    interface Link {

        /// Queues one message; they arrive whole and in this order, or the link closes. Thread-safe, does not block;
        /// closes the link when too much waits.
        void send(byte[] message);

        boolean isOpen();

        void close();
    }

    /// What a link tells its owner, one call at a time.
    interface Receiver {

        /// One message arrived. Must not block.
        void received(byte[] message);

        /// The link is closed, from either end. Called once, last.
        void closed();
    }

    /// Takes a link that a peer opened.
    interface Acceptor {

        /// The answer hears what the peer sends.
        Receiver accept(Link link);
    }
}
