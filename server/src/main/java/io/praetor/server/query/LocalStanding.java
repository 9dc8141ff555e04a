package io.praetor.server.query;

import io.praetor.server.acl.Authorizer;
import io.praetor.store.Watches;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Holds until one of its watches fires.
final class LocalStanding<T extends @Nullable Object> implements Standing<T> {
    private final LocalQueries owner;
    private final Answer<T> answer;
    private final ReadOptions options;
    private final Authorizer by;
    private final Watches watches;
    private volatile boolean closed;

    LocalStanding(LocalQueries owner, Answer<T> answer, ReadOptions options, Authorizer by, Watches watches) {
        this.owner = owner;
        this.answer = answer;
        this.options = options;
        this.by = by;
        this.watches = watches;
    }

    @Override
    public Answer<T> answer() {
        return answer;
    }

    /// In this order: a commit that was published before the first look has marked its watches by the second.
    @Override
    public boolean holds() {
        return !closed
                && owner.mayAnswer(options.consistency())
                && owner.viewers().holds(options.token(), by)
                && owner.settled()
                && !watches.fired();
    }

    @Override
    public Duration lastContact() {
        return owner.lastContact();
    }

    @Override
    public void close() {
        closed = true;
        watches.close();
    }
}
