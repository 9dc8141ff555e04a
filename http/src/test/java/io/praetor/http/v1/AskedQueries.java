package io.praetor.http.v1;

import io.praetor.server.Cancellable;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Remembers what was asked and answers with one value, as old as a test wants it.
final class AskedQueries implements Queries {
    final List<Query<?>> queries = new ArrayList<>();
    final List<ReadOptions> options = new ArrayList<>();
    Duration lastContact = Duration.ZERO;
    private final @Nullable Object value;

    AskedQueries(@Nullable Object value) {
        this.value = value;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // the test knows what its query answers
    public <T extends @Nullable Object> Cancellable read(Query<T> query, ReadOptions how, ReadCallback<T> done) {
        queries.add(query);
        options.add(how);
        done.answered((Answer<T>) new Answer<@Nullable Object>(value, 7, true, lastContact, how.consistency()));
        return Cancellable.NONE;
    }
}
