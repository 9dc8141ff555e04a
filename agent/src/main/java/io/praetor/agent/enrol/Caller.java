package io.praetor.agent.enrol;

import io.praetor.server.wire.CallMethod;
import java.io.IOException;
import java.net.InetSocketAddress;

/// Asks a server what those may ask who have no certificate.
@FunctionalInterface
public interface Caller {
    /// The answer. Blocks.
    ///
    /// @throws IOException when there is none, or the server refuses, with the reason
    <A, R> R call(InetSocketAddress server, CallMethod<A, R> method, A request)
            throws IOException, InterruptedException;
}
