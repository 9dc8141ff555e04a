package io.praetor.server.acl;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Who may see what in answers.
///
/// @param tokens   what a secret stands for
/// @param keyLists whether keys are listed only for those with `key:list` (`acl.enable_key_list_policy`)
public record Viewers(Tokens tokens, boolean keyLists) {
    /// Everybody sees everything.
    public static final Viewers OFF = new Viewers(Tokens.OFF, false);

    /// Whether there is no access control.
    @SuppressWarnings("ReferenceEquality") // there is one such object
    public boolean isOff() {
        return tokens == Tokens.OFF;
    }

    /// What a secret stands for, now.
    ///
    /// @return null when that has to be waited for, or there is no such token: [#resolve] says
    public @Nullable Authorizer now(String secret) {
        if (isOff()) {
            return Authorizer.ALL;
        }
        CompletableFuture<Authorizer> known = tokens.resolve(secret);
        return known.isDone() && !known.isCompletedExceptionally() ? known.join() : null;
    }

    /// What a secret stands for.
    public CompletableFuture<Authorizer> resolve(String secret) {
        return tokens.resolve(secret);
    }

    /// Whether a secret still stands for what it did: an answer that was made for it may be given.
    public boolean holds(String secret, Authorizer by) {
        return isOff() || by.equals(now(secret));
    }

    /// Who looks at the answer to a question.
    public Viewer viewer(Authorizer by) {
        return Viewer.of(by, keyLists);
    }
}
