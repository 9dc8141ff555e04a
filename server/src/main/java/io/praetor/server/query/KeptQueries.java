package io.praetor.server.query;

import io.praetor.server.Cancellable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Reads that the agent's cache answers (`dns_config.use_cache`, `server.md` §10): those that any server may answer and
/// that do not block. All others are asked.
public final class KeptQueries implements Queries {
    private final Queries queries;
    private final AnswerCache cache;
    private final CacheControl control;

    /// @param queries where reads are asked
    /// @param maxAge  how old an answer may be (`dns_config.cache_max_age`); zero: as old as it is
    public KeptQueries(Queries queries, AnswerCache cache, Duration maxAge) {
        this.queries = queries;
        this.cache = cache;
        control = maxAge.isZero() ? CacheControl.ANY : new CacheControl(maxAge, false, Duration.ZERO);
    }

    @Override
    public <T extends @Nullable Object> Cancellable read(Query<T> query, ReadOptions options, ReadCallback<T> done) {
        if (options.consistency() != Consistency.STALE || options.minIndex() != 0) {
            return queries.read(query, options, done);
        }
        AnswerSource<T> source = (how, then) -> queries.read(query, how, then);
        AnswerCache.Question<T> question = new AnswerCache.Question<>(query, AnswerCache.Kind.FOLLOWED, source);
        return cache.read(question, options, control, new AnswerCache.Callback<T>() {
            @Override
            public void answered(Answer<T> answer, @Nullable Duration age) {
                done.answered(answer);
            }

            @Override
            public void failed(Throwable cause) {
                done.failed(cause);
            }
        });
    }
}
