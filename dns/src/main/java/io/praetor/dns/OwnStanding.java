package io.praetor.dns;

import io.praetor.server.query.Answer;
import io.praetor.server.query.Standing;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An answer that also stops holding when the agent is given another token: what that may see can be less.
///
/// @param token   it was asked with
/// @param present the agent's now
record OwnStanding<T extends @Nullable Object>(Standing<T> asked, String token, Supplier<String> present)
        implements Standing<T> {
    @Override
    public Answer<T> answer() {
        return asked.answer();
    }

    @Override
    public boolean holds() {
        return token.equals(present.get()) && asked.holds();
    }

    @Override
    public Duration lastContact() {
        return asked.lastContact();
    }

    @Override
    public void close() {
        asked.close();
    }
}
