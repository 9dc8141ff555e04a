package io.praetor.gossip.net;

import org.jspecify.annotations.Nullable;

/// What is said of threads in one place.
final class Threads {
    private Threads() {}

    /// Waits until a thread has ended; not if there is none, or it is this one, nor any longer than this one may wait.
    static void join(@Nullable Thread thread) {
        try {
            if (thread != null && !thread.equals(Thread.currentThread())) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
