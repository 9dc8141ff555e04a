package io.praetor.server.query;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// An answer that knows whether it still holds: whoever derives something costly from an answer keeps both.
///
/// Exact: once a write was acknowledged, no answer that it changes holds. A doubt is a no, so the state may also be as
/// it
/// was when it does not hold any longer.
///
/// @param <T> what the query answers
public interface Standing<T extends @Nullable Object> extends AutoCloseable {
    /// The answer.
    Answer<T> answer();

    /// Whether the same question would be answered the same now. A few volatile reads.
    boolean holds();

    /// Time since the answering server heard of its leader, now; zero on the leader.
    Duration lastContact();

    /// Stops looking; it does not hold from then on. Idempotent.
    @Override
    void close();
}
