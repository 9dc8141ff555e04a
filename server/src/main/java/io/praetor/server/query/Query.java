package io.praetor.server.query;

import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import org.jspecify.annotations.Nullable;

/// A question to the replicated state. Implementations are records: equal records are the same question, and reads that
/// wait for the same question share one evaluation and one encoded body.
///
/// @param <T> what it answers
public interface Query<T extends @Nullable Object> {
    /// Answers from one state, `filter=` and `near=` included. Pure: the same state gives the same viewer the same
    /// answer.
    ///
    /// @param watches collects what the answer depends on
    /// @param viewer  who asks: nothing may be in the answer that has not been put before it, and nothing may be picked
    ///                (`filter=`, limits) of what it does not let through
    /// @throws io.praetor.server.RequestFailure when the question makes no sense, or `viewer` may not ask it
    Indexed<T> evaluate(State state, Watches watches, Viewer viewer);
}
