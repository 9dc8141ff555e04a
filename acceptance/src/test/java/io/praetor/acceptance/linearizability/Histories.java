package io.praetor.acceptance.linearizability;

import io.praetor.acceptance.linearizability.RegisterModel.CompareAndSet;
import io.praetor.acceptance.linearizability.RegisterModel.Delete;
import io.praetor.acceptance.linearizability.RegisterModel.Done;
import io.praetor.acceptance.linearizability.RegisterModel.Input;
import io.praetor.acceptance.linearizability.RegisterModel.Output;
import io.praetor.acceptance.linearizability.RegisterModel.Read;
import io.praetor.acceptance.linearizability.RegisterModel.Value;
import io.praetor.acceptance.linearizability.RegisterModel.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes up histories of one register.
final class Histories {

    private final RandomGenerator random;
    private int writes;

    Histories(RandomGenerator random) {
        this.random = random;
    }

    /// What clients of a register that is right would see, some answers lost.
    List<Operation<Input, Output>> atomic(int length, int clients) {
        long[] free = new long[clients];
        List<Operation<Input, Output>> history = new ArrayList<>();
        RegisterModel model = new RegisterModel();
        Optional<String> state = model.initial();
        // each operation takes effect at an instant of its own, in this order, somewhere between call and return
        for (int i = 0; i < length; i++) {
            long effect = (i + 1) * 100L;
            int client = random.nextInt(clients);
            long call = Math.max(free[client] + 1, effect - random.nextInt(400));
            if (call > effect) {
                continue;
            }
            long end = effect + random.nextInt(400);
            Input input = input(state);
            Output output = answer(state, input);
            state = model.step(state, input, output).orElseThrow();
            boolean lost = random.nextInt(20) == 0 && !(input instanceof Read);
            history.add(new Operation<>("c" + client, input, lost ? null : output, call, end));
            free[client] = end;
        }
        return history;
    }

    private static Output answer(Optional<String> state, Input input) {
        return switch (input) {
            case Read _ -> new Value(state);
            case CompareAndSet cas -> new Done(cas.expected().equals(state));
            default -> new Done(true);
        };
    }

    private Input input(Optional<String> state) {
        return switch (random.nextInt(5)) {
            case 0 -> new Write(nextValue());
            case 1 ->
                new CompareAndSet(random.nextBoolean() ? state : Optional.of("v" + random.nextInt(10)), nextValue());
            case 2 -> random.nextInt(4) == 0 ? new Delete() : new Read();
            default -> new Read();
        };
    }

    private String nextValue() {
        return "v" + writes++;
    }

    /// Anything at all, right or wrong.
    List<Operation<Input, Output>> any(int length) {
        List<Operation<Input, Output>> history = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            long call = random.nextInt(20);
            Input input = input(Optional.of("v" + random.nextInt(3)));
            Output output = input instanceof Read
                    ? new Value(Optional.of("v" + random.nextInt(2)).filter(_ -> random.nextBoolean()))
                    : new Done(random.nextInt(3) > 0 || !(input instanceof CompareAndSet));
            boolean lost = random.nextInt(6) == 0;
            history.add(new Operation<>("c" + i, input, lost ? null : output, call, call + random.nextInt(12)));
        }
        return history;
    }

    /// Adds two acknowledged writes and a read that answers the first.
    static void plantStaleRead(List<Operation<Input, Output>> history) {
        long end = history.stream().mapToLong(Operation::returned).max().orElse(0);
        history.add(new Operation<>("p", new Write("old"), new Done(true), end + 1, end + 2));
        history.add(new Operation<>("p", new Write("new"), new Done(true), end + 3, end + 4));
        history.add(new Operation<>("q", new Read(), new Value(Optional.of("old")), end + 5, end + 6));
    }
}
