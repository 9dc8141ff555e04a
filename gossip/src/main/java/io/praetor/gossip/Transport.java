package io.praetor.gossip;

import java.io.IOException;
import java.time.Duration;

/// The network as one member sees it: datagrams, and streams that carry one message each way
/// (`gossip-memberlist.md` §1). Every callback runs on the member's [Loop].
public interface Transport extends AutoCloseable {

    /// Where others reach this member; its port is the one bound.
    Endpoint local();

    /// Starts to take what arrives. Called once.
    void listen(Receiver receiver);

    /// Sends one datagram, or loses it: best effort.
    ///
    /// @throws IOException when it could not be sent for a local reason
    void send(Endpoint to, byte[] packet) throws IOException;

    /// Opens a stream, writes one message, and hands over the one that comes back.
    ///
    /// @param reply   what is expected back; null: the stream closes after the message was written
    /// @param timeout for all of it
    void open(Endpoint to, byte[] message, Duration timeout, Reply reply);

    @Override
    void close();

    /// Takes what others send.
    interface Receiver {

        /// A datagram, at least one byte.
        void packet(Endpoint from, byte[] packet);

        /// A whole message of a stream; `answer` takes at most one message back, then the stream closes.
        void stream(Endpoint from, byte[] message, Answer answer);
    }

    /// The way back on a stream that somebody opened.
    interface Answer {

        /// Writes the one message back and closes.
        void send(byte[] message);

        /// Closes without a message. Idempotent.
        void close();
    }

    /// What became of a stream that this member opened; one of the two is called, once.
    interface Reply {

        /// The message that came back.
        void received(byte[] message);

        /// Nothing came back: the peer could not be reached, closed early or took too long.
        void failed(IOException cause);
    }
}
