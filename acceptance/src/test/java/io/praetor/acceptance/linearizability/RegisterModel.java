package io.praetor.acceptance.linearizability;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One key: it has a value or none. Whoever writes gives every write a value of its own, so that a check-and-set by
/// index is one by value.
public final class RegisterModel
        implements SequentialModel<Optional<String>, RegisterModel.Input, RegisterModel.Output> {

    /// What may be asked for.
    public sealed interface Input {}

    /// The value.
    public record Read() implements Input {}

    /// Another value, whatever there is now.
    public record Write(String value) implements Input {}

    /// No value.
    public record Delete() implements Input {}

    /// Another value, if there is this one now; empty: if there is none.
    public record CompareAndSet(Optional<String> expected, String value) implements Input {}

    /// What may be answered.
    public sealed interface Output {}

    /// To a read; empty: there is no value.
    public record Value(Optional<String> value) implements Output {}

    /// To everything else.
    public record Done(boolean applied) implements Output {}

    @Override
    public Optional<String> initial() {
        return Optional.empty();
    }

    @Override
    public Optional<Optional<String>> step(Optional<String> state, Input input, @Nullable Output output) {
        return switch (input) {
            case Read _ -> output == null || output.equals(new Value(state)) ? Optional.of(state) : Optional.empty();
            case Write write -> applied(output, true, Optional.of(write.value()));
            case Delete _ -> applied(output, true, Optional.empty());
            case CompareAndSet cas ->
                cas.expected().equals(state)
                        ? applied(output, true, Optional.of(cas.value()))
                        : applied(output, false, state);
        };
    }

    private static Optional<Optional<String>> applied(
            @Nullable Output output, boolean applied, Optional<String> after) {
        return output == null || output.equals(new Done(applied)) ? Optional.of(after) : Optional.empty();
    }

    /// Leaves out unknown writes of values that were never read, and that nobody expected to find.
    @Override
    public List<Operation<Input, Output>> withoutUnseen(List<Operation<Input, Output>> history) {
        Set<String> seen = new HashSet<>();
        for (Operation<Input, Output> one : history) {
            if (one.output() instanceof Value(Optional<String> value)) {
                value.ifPresent(seen::add);
            }
            if (one.input() instanceof CompareAndSet(Optional<String> expected, String _)) {
                expected.ifPresent(seen::add);
            }
        }
        return history.stream()
                .filter(one -> one.isKnown() || isSeen(one.input(), seen))
                .toList();
    }

    private static boolean isSeen(Input input, Set<String> seen) {
        return switch (input) {
            case Write write -> seen.contains(write.value());
            case CompareAndSet cas -> seen.contains(cas.value());
            case Delete _ -> true;
            case Read _ -> false;
        };
    }
}
