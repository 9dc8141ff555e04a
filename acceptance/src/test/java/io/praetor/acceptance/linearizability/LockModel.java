package io.praetor.acceptance.linearizability;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A key that sessions lock; sessions do not end by themselves, and have no lock delay.
public final class LockModel implements SequentialModel<Optional<String>, LockModel.Input, Boolean> {

    /// What may be asked for.
    public sealed interface Input {}

    /// The lock, for a session; taking it again is allowed.
    public record Acquire(String session) implements Input {}

    /// The end of the lock, if this session holds it.
    public record Release(String session) implements Input {}

    @Override
    public Optional<String> initial() {
        return Optional.empty();
    }

    @Override
    public Optional<Optional<String>> step(Optional<String> holder, Input input, @Nullable Boolean output) {
        return switch (input) {
            case Acquire(String session) -> {
                boolean taken = holder.isEmpty() || holder.get().equals(session);
                yield answer(output, taken, taken ? Optional.of(session) : holder);
            }
            case Release(String session) -> {
                boolean held = holder.isPresent() && holder.get().equals(session);
                yield answer(output, held, held ? Optional.empty() : holder);
            }
        };
    }

    private static Optional<Optional<String>> answer(@Nullable Boolean output, boolean right, Optional<String> after) {
        return output == null || output == right ? Optional.of(after) : Optional.empty();
    }
}
