package io.praetor.server.query;

import io.praetor.server.Cancellable;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Tokens;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A cache whose answers are for what a token stands for, not only for its secret: whoever's token was revoked gets
/// nothing that is kept, and whoever's token has changed nothing of before.
public final class GuardedAnswers implements AnswerCache {
    private final AnswerCache cache;
    private final Tokens tokens;

    /// A cache for those whose tokens hold.
    ///
    /// @param tokens what secrets stand for, as far as this agent knows
    public static AnswerCache of(AnswerCache cache, Tokens tokens) {
        return tokens.equals(Tokens.OFF) ? cache : new GuardedAnswers(cache, tokens);
    }

    private GuardedAnswers(AnswerCache cache, Tokens tokens) {
        this.cache = cache;
        this.tokens = tokens;
    }

    /// What is asked, and what whoever asks may see.
    private record Key(Object question, Authorizer by) {}

    @Override
    public <T extends @Nullable Object> Cancellable read(
            Question<T> question, ReadOptions options, CacheControl control, Callback<T> done) {
        CompletableFuture<Authorizer> known = tokens.resolve(options.token());
        if (known.isDone()) {
            return proceed(known, question, options, control, done);
        }
        Deferred deferred = new Deferred();
        var _ = known.whenComplete((_, _) -> {
            if (!deferred.isCancelled()) {
                deferred.follow(Deferred.ASKED, proceed(known, question, options, control, done));
            }
        });
        return deferred;
    }

    private <T extends @Nullable Object> Cancellable proceed(
            CompletableFuture<Authorizer> known,
            Question<T> question,
            ReadOptions options,
            CacheControl control,
            Callback<T> done) {
        if (known.isCompletedExceptionally()) {
            done.failed(known.exceptionNow());
            return Cancellable.NONE;
        }
        Key key = new Key(question.key(), known.join());
        return cache.read(new Question<>(key, question.kind(), question.source()), options, control, done);
    }
}
