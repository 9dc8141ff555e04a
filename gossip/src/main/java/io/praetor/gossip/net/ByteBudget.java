package io.praetor.gossip.net;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/// How many bytes of streams are in memory at one time, whoever sent them.
final class ByteBudget {
    private final Semaphore left;

    ByteBudget(int total) {
        left = new Semaphore(total);
    }

    /// Takes some of it.
    ///
    /// @throws IOException when there is not enough
    void take(int bytes) throws IOException {
        if (!left.tryAcquire(bytes)) {
            throw new IOException("too many bytes of streams at once");
        }
    }

    /// Gives it back.
    void give(int bytes) {
        left.release(bytes);
    }
}
