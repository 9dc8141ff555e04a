package io.praetor.raft;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// What the log replicates into. All methods are called on one thread (the apply thread), in log order.
public interface StateMachine {

    /// Applies one committed command and returns what completes the proposer's future. It must be deterministic, and
    /// must not throw for a command that is bad: a failure is a value. A thrown exception is our own bug: the log stops
    /// and [LeadershipListener#failed(Throwable)] is told.
    ///
    /// @param index the entry's log index: the product's ModifyIndex; grows, not always by one
    /// @param term the term the entry was proposed in
    @Nullable Object apply(long index, long term, byte[] command);

    /// A handle to the state as of the last applied entry. O(1); the handle is written later, on another thread, while
    /// commands go on.
    StateSnapshot snapshot();

    /// Replaces the whole state by one that [StateSnapshot#writeTo] wrote before.
    ///
    /// @param state ends where the snapshot ends; the callee need not close it
    /// @param index of the last entry the state covers
    /// @param term of that entry
    void restore(InputStream state, long index, long term) throws IOException;
}
