package io.praetor.gossip.serf;

/// A Lamport clock: a number that is greater than every number heard of (`gossip-serf.md` §3). The pool's loop turns
/// it; anybody may read it.
final class LamportClock {

    /// Nobody counts this far in good faith. One forged message beyond it would leave honest ones behind for ever.
    private static final long ABSURD = 1L << 62;

    private volatile long time;

    /// The current time.
    long time() {
        return time;
    }

    /// One step on.
    long increment() {
        long next = time + 1; // the loop alone writes
        time = next;
        return next;
    }

    /// Whether a time is to be taken for nonsense, and what came with it too.
    static boolean isAbsurd(long heard) {
        return heard < 0 || heard >= ABSURD;
    }

    /// Hears of a time: the clock is behind nobody.
    void witness(long heard) {
        if (heard >= time && !isAbsurd(heard)) {
            time = heard + 1;
        }
    }
}
