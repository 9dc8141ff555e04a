package io.praetor.acceptance.faults;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/// Where one server runs, and the link it hangs on.
interface Site extends Closeable {

    /// The IPv4 address of the server, reachable for the test too.
    String address();

    /// What goes before the command that starts the server.
    List<String> prefix();

    /// Whether the link can be disturbed.
    boolean hasLink();

    /// Loses what the server sends, what it is sent, or both.
    void cut(boolean outgoing, boolean incoming) throws IOException, InterruptedException;

    /// Lets only so much through of what the server sends, the rest waits up to 0.4 s or is lost, and loses some of
    /// what
    /// it is sent.
    void slow(int kilobits, int lossPercent) throws IOException, InterruptedException;

    /// Makes the link good again.
    void heal() throws IOException, InterruptedException;

    @Override
    void close();

    /// A loopback address of its own; its link is always good.
    record Loopback(String address) implements Site {
        @Override
        public List<String> prefix() {
            return List.of();
        }

        @Override
        public boolean hasLink() {
            return false;
        }

        @Override
        public void cut(boolean outgoing, boolean incoming) {
            throw new UnsupportedOperationException("a loopback address has no link");
        }

        @Override
        public void slow(int kilobits, int lossPercent) {
            throw new UnsupportedOperationException("a loopback address has no link");
        }

        @Override
        public void heal() {}

        @Override
        public void close() {}
    }
}
