package io.praetor.acceptance.linearizability;

import org.jspecify.annotations.Nullable;

/// One call of one client.
///
/// @param client   who called; one at a time, for people to read
/// @param input    what was asked for
/// @param output   what was answered; null: nobody knows, it may take effect at any time after the call, or never
/// @param called   nanoseconds on one clock for all clients
/// @param returned likewise; of no meaning without an output
/// @param <I>      what may be asked for
/// @param <O>      what may be answered
public record Operation<I, O>(
        String client, I input, @Nullable O output, long called, long returned) {

    public Operation {
        if (output != null && returned < called) {
            throw new IllegalArgumentException("returned at " + returned + ", before the call at " + called);
        }
    }

    /// Whether it is known to have taken effect.
    public boolean isKnown() {
        return output != null;
    }
}
