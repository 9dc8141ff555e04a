package io.praetor.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Predicate;

/// The way to other name servers and back.
@FunctionalInterface
interface Exchange {
    /// Sends a query and waits for its answer.
    ///
    /// @param reliably over TCP, else UDP
    /// @param valid    what an answer must be like; over UDP anything else is as if it had not come
    /// @throws IOException when none came in time
    byte[] ask(InetSocketAddress server, byte[] query, boolean reliably, Duration timeout, Predicate<byte[]> valid)
            throws IOException;
}
