package io.praetor.acceptance.linearizability;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one object does that is used by one client at a time.
///
/// @param <S> its states: immutable values with equality
/// @param <I> what may be asked for
/// @param <O> what may be answered
public interface SequentialModel<S, I, O> {

    /// The state before the first operation.
    S initial();

    /// The state after an operation.
    ///
    /// @param output what was answered; null: not known, any answer will do
    /// @return empty when this answer cannot be given in this state
    Optional<S> step(S state, I input, @Nullable O output);

    /// The history without operations of unknown outcome whose effect nobody can have seen, as far as that is easily
    /// told.
    default List<Operation<I, O>> withoutUnseen(List<Operation<I, O>> history) {
        return history;
    }
}
