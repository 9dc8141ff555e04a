package io.praetor.raft;

/// How much of a snapshot is asked for at a time: much where it comes quickly, little where the link is slow or the
/// leader busy, so that a piece comes well before it is given up.
final class PieceSize {

    static final int FIRST = 1 << 20;
    static final int MOST = 4 << 20;
    static final int LEAST = 16 << 10;

    /// A piece that came sooner makes the next longer.
    static final long QUICK_MILLIS = 500;

    /// One that came later makes it shorter.
    static final long SLOW_MILLIS = 2500;

    private static final int LOST = 4;

    private int bytes = FIRST;

    /// The size of the next piece.
    int bytes() {
        return bytes;
    }

    /// A piece came.
    ///
    /// @param millis since it was asked for
    void came(long millis) {
        if (millis < QUICK_MILLIS) {
            bytes = Math.min(MOST, bytes * 2);
        } else if (millis > SLOW_MILLIS) {
            bytes = Math.max(LEAST, bytes / 2);
        }
    }

    /// One did not.
    void lost() {
        bytes = Math.max(LEAST, bytes / LOST);
    }
}
