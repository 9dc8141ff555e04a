package io.praetor.server.query;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a read asks for besides its question (`http-api.md` §1.5, §2).
///
/// @param datacenter whose state is asked for; null: this server's
/// @param minIndex   answer at once if 0, otherwise when the answer's index is above it (unsigned)
/// @param longest    how long to wait for that; zero or less: the default
/// @param token      the secret of whoever asks; empty: anonymous
/// @param maxStale   how long ago whoever answers may have heard of the leader, with [Consistency#STALE]; zero: it does
///                   not matter. It is for those who ask to look at what they get; servers answer whatever it is.
public record ReadOptions(
        @Nullable String datacenter,
        Consistency consistency,
        long minIndex,
        Duration longest,
        String token,
        Duration maxStale) {
    /// A read for which it does not matter how stale an answer is that may be.
    public ReadOptions(
            @Nullable String datacenter, Consistency consistency, long minIndex, Duration longest, String token) {
        this(datacenter, consistency, minIndex, longest, token, Duration.ZERO);
    }

    /// A read of the leader's present state by nobody in particular.
    public static final ReadOptions NOW = new ReadOptions(null, Consistency.DEFAULT, 0, Duration.ZERO, "");

    /// Any server's present state.
    public static final ReadOptions STALE_NOW = new ReadOptions(null, Consistency.STALE, 0, Duration.ZERO, "");

    /// The same read, waiting for an index above `index`.
    public ReadOptions after(long index, Duration wait) {
        return new ReadOptions(datacenter, consistency, index, wait, token, maxStale);
    }

    /// The same read by whoever has this secret.
    public ReadOptions as(String secret) {
        return new ReadOptions(datacenter, consistency, minIndex, longest, secret, maxStale);
    }

    /// The same read of the leader.
    public ReadOptions fresh() {
        return new ReadOptions(datacenter, Consistency.DEFAULT, minIndex, longest, token);
    }

    /// Whether an answer is older than wanted that is from a server which heard of the leader so long ago.
    public boolean isTooStale(Duration lastContact) {
        return !maxStale.isZero() && lastContact.compareTo(maxStale) > 0;
    }
}
