package io.praetor.server.query;

import io.praetor.server.Cancellable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Answers that are kept on the agent (`http-api.md` §3), for whoever prefers an answer now to the newest one.
public interface AnswerCache {
    /// How an answer is kept.
    enum Kind {
        /// Once asked for, changes are followed: the answer is as new as a blocked read would have it.
        FOLLOWED,
        /// The answer ages.
        SIMPLE
    }

    /// A question whose answer is kept.
    ///
    /// @param key    equal keys are the same question; records of different questions are never equal
    /// @param source whom to ask; of a followed one, it must let a read wait for an index
    record Question<T extends @Nullable Object>(Object key, Kind kind, AnswerSource<T> source) {}

    /// Takes an answer; exactly one of the methods is called, once, unless the read was cancelled. It must not block.
    interface Callback<T extends @Nullable Object> {
        /// @param age how long ago the answer was known to be the newest; null when it was asked for just now
        void answered(Answer<T> answer, @Nullable Duration age);

        /// @param cause a [io.praetor.server.RequestFailure], or a fault of ours
        void failed(Throwable cause);
    }

    /// Answers from what is kept if that is recent enough, else asks. Answers for different tokens are kept apart. The
    /// consistency asked for does not matter: what is kept was asked of any server.
    ///
    /// @return calls a read off that waits
    <T extends @Nullable Object> Cancellable read(
            Question<T> question, ReadOptions options, CacheControl control, Callback<T> done);
}
