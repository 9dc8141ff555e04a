package io.praetor.store;

import org.jspecify.annotations.Nullable;

/// What the wake-ups of one commit threw: the first failure as the cause, the others suppressed. Thrown after all have
/// had their turn.
final class FireFailures {
    private @Nullable IllegalStateException failed;

    void run(Runnable wake) {
        try {
            wake.run();
        } catch (RuntimeException failure) {
            if (failed == null) {
                failed = new IllegalStateException("a watch's wake-up failed", failure);
            } else {
                failed.addSuppressed(failure);
            }
        }
    }

    void rethrow() {
        if (failed != null) {
            throw failed;
        }
    }
}
