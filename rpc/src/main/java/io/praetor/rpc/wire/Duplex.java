package io.praetor.rpc.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// A two-way run of bytes: a plain connection, or a stream of a multiplexed one. Belongs to its event loop: every
/// method
/// but [#loop] is called there, and so is the listener.
public interface Duplex {

    EventLoop loop();

    /// Who is at the other end.
    InetAddress peer();

    /// Queues bytes and takes over the buffer. They leave as fast as the other end takes them;
    /// [Listener#drained] tells when all have.
    void send(ByteBuf bytes);

    /// Whether nothing waits to be sent.
    boolean isDrained();

    /// `bytes` of what arrived are dealt with: that much more may come.
    void consumed(int bytes);

    /// Nothing more is sent after what is queued, and nothing more is wanted either.
    void end();

    /// Ends both directions at once; what is queued is dropped. The listener is told.
    void reset();

    /// What a duplex tells its owner.
    interface Listener {

        /// Bytes arrived. They are the listener's for the time of this call; [Duplex#consumed] acknowledges them.
        void received(ByteBuf bytes);

        /// The other end sends nothing more.
        void ended();

        /// Everything queued has left.
        void drained();

        /// Nothing goes either way any more. Called once, last.
        ///
        /// @param cause null when both ends had said that they were done
        void closed(@Nullable IOException cause);
    }
}
