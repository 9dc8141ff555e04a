package io.praetor.gossip.net;

/// One stream.
interface Exchange {

    /// All of it; returns when the socket is closed.
    void run();

    /// Closes the socket, whatever waits for it. From any thread; idempotent.
    ///
    /// @param why what is told as the reason
    void end(String why);
}
