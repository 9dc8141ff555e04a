package io.praetor.acceptance.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The judge, judged: textbook histories, planted faults, and every small history against all orders of it.
class LinearizabilityCheckerTest {

    private static final Output OK = new Done(true);
    private static final Output NO = new Done(false);

    private final LinearizabilityChecker<Optional<String>, Input, Output> checker =
            new LinearizabilityChecker<>(new RegisterModel(), 1_000_000);

    private static Operation<Input, Output> op(
            String client, Input input, @Nullable Output output, long from, long to) {
        return new Operation<>(client, input, output, from, to);
    }

    private static Operation<Input, Output> write(String value, long from, long to) {
        return op("w", new Write(value), OK, from, to);
    }

    private static Operation<Input, Output> read(@Nullable String value, long from, long to) {
        return op("r", new Read(), new Value(Optional.ofNullable(value)), from, to);
    }

    private boolean accepts(List<Operation<Input, Output>> history) {
        return checker.check(history) instanceof Verdict.Linearizable;
    }

    private boolean refuses(List<Operation<Input, Output>> history) {
        return checker.check(history) instanceof Verdict.Violation;
    }

    @Test
    void acceptsNothingAtAll() {
        assertThat(accepts(List.of())).isTrue();
    }

    @Test
    void acceptsEitherValueWhileAWriteIsUnderWay() {
        assertThat(accepts(List.of(write("1", 0, 10), read(null, 1, 2), read("1", 3, 4))))
                .isTrue();
    }

    @Test
    void refusesAnOldValueAfterANewOneWasRead() {
        assertThat(refuses(List.of(write("1", 0, 10), read("1", 1, 2), read(null, 3, 4))))
                .isTrue();
    }

    @Test
    void refusesAStaleReadAfterAnAcknowledgedWrite() {
        assertThat(refuses(List.of(write("1", 0, 1), write("2", 2, 3), read("1", 4, 5))))
                .isTrue();
    }

    @Test
    void refusesALostWrite() {
        assertThat(refuses(List.of(write("1", 0, 1), read(null, 2, 3)))).isTrue();
    }

    @Test
    void refusesAValueThatNobodyWrote() {
        assertThat(refuses(List.of(write("1", 0, 1), read("3", 2, 3)))).isTrue();
    }

    @Test
    void refusesTwoWinnersOfOneCompareAndSet() {
        Input first = new CompareAndSet(Optional.empty(), "a");
        Input second = new CompareAndSet(Optional.empty(), "b");

        assertThat(refuses(List.of(op("1", first, OK, 0, 10), op("2", second, OK, 0, 10))))
                .isTrue();
        assertThat(accepts(List.of(op("1", first, OK, 0, 10), op("2", second, NO, 0, 10))))
                .isTrue();
    }

    @Test
    void letsAnUnknownWriteTakeEffectLateOrNever() {
        Operation<Input, Output> unknown = op("w", new Write("1"), null, 0, 0);

        assertThat(accepts(List.of(unknown, read(null, 100, 101)))).isTrue();
        assertThat(accepts(List.of(unknown, read(null, 100, 101), read("1", 102, 103))))
                .isTrue();
        assertThat(refuses(List.of(unknown, read("1", 100, 101), read(null, 102, 103))))
                .isTrue();
    }

    @Test
    void doesNotLetAnUnknownWriteTakeEffectBeforeItWasSent() {
        assertThat(refuses(List.of(read("1", 0, 1), op("w", new Write("1"), null, 2, 0))))
                .isTrue();
    }

    @Test
    void refusesAWriteThatComesBackFromTheDead() {
        assertThat(refuses(
                        List.of(write("1", 0, 1), op("d", new Delete(), OK, 2, 3), read(null, 4, 5), read("1", 6, 7))))
                .isTrue();
    }

    @Test
    void saysWhereItGotStuck() {
        Verdict verdict = checker.check(List.of(write("1", 0, 1), write("2", 2, 3), read("1", 4, 5)));

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Violation.class, found -> {
            assertThat(found.explained()).hasSize(2);
            assertThat(found.stuck()).isEqualTo(List.of(read("1", 4, 5)));
        });
    }

    @Test
    void givesUpWhenItsBudgetIsSpent() {
        List<Operation<Input, Output>> history = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            history.add(op("w" + i, new Write("v" + i), OK, 0, 100));
        }
        history.add(read("nobody's", 200, 201));
        var hurried = new LinearizabilityChecker<>(new RegisterModel(), 1000);

        assertThat(hurried.check(history)).isInstanceOf(Verdict.Undecided.class);
    }

    @Test
    void acceptsWhateverAnAtomicRegisterAnswers() {
        for (int seed = 0; seed < 200; seed++) {
            List<Operation<Input, Output>> history = new Histories(new SplittableRandom(seed)).atomic(200, 6);

            assertThat(checker.check(history)).as("seed %d", seed).isInstanceOf(Verdict.Linearizable.class);
        }
    }

    @Test
    void findsAStaleReadPlantedInALongHistory() {
        for (int seed = 0; seed < 100; seed++) {
            List<Operation<Input, Output>> history =
                    new ArrayList<>(new Histories(new SplittableRandom(seed)).atomic(200, 4));
            Histories.plantStaleRead(history);

            assertThat(refuses(history)).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void agreesWithTryingEveryOrder() {
        int refused = 0;
        for (int seed = 0; seed < 3000; seed++) {
            List<Operation<Input, Output>> history = new Histories(new SplittableRandom(seed)).any(5);
            boolean expected = EveryOrder.explains(history);

            assertThat(accepts(history)).as("seed %d: %s", seed, history).isEqualTo(expected);
            refused += expected ? 0 : 1;
        }
        assertThat(refused).isBetween(500, 2800);
    }

    @Test
    void refusesALockThatTwoHold() {
        var locks = new LinearizabilityChecker<>(new LockModel(), 1000);
        LockModel.Input one = new LockModel.Acquire("one");
        LockModel.Input two = new LockModel.Acquire("two");
        LockModel.Input free = new LockModel.Release("one");

        assertThat(locks.check(List.of(new Operation<>("1", one, true, 0, 1), new Operation<>("2", two, true, 2, 3))))
                .isInstanceOf(Verdict.Violation.class);
        assertThat(locks.check(List.of(
                        new Operation<>("1", one, true, 0, 1),
                        new Operation<>("1", free, true, 2, 5),
                        new Operation<>("2", two, true, 3, 4))))
                .isInstanceOf(Verdict.Linearizable.class);
    }

    @Test
    void decidesAHistoryOfManyUnknownOperations() {
        List<Operation<LockModel.Input, Boolean>> history = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String session = "s" + i % 3;
            LockModel.Input input = i < 30 ? new LockModel.Acquire(session) : new LockModel.Release(session);
            history.add(new Operation<>("c", input, null, i, i));
        }
        history.add(new Operation<>("1", new LockModel.Acquire("one"), true, 100, 101));
        history.add(new Operation<>("2", new LockModel.Acquire("two"), true, 102, 103));

        assertThat(new LinearizabilityChecker<>(new LockModel(), 1_000_000).check(history))
                .isInstanceOf(Verdict.Violation.class);
    }

    /// Whether one order of the known operations, with any of the unknown ones among them, explains the answers.
    private static final class EveryOrder {
        private static final RegisterModel MODEL = new RegisterModel();

        static boolean explains(List<Operation<Input, Output>> history) {
            return search(
                    history,
                    new ArrayList<>(IntStream.range(0, history.size()).boxed().toList()),
                    MODEL.initial());
        }

        private static boolean search(
                List<Operation<Input, Output>> history, List<Integer> left, Optional<String> state) {
            if (left.stream().noneMatch(one -> history.get(one).isKnown())) {
                return true;
            }
            for (Integer next : List.copyOf(left)) {
                Operation<Input, Output> operation = history.get(next);
                boolean tooEarly = left.stream()
                        .map(history::get)
                        .anyMatch(other -> other.isKnown() && other.returned() < operation.called());
                Optional<Optional<String>> after = MODEL.step(state, operation.input(), operation.output());
                if (!tooEarly && after.isPresent()) {
                    List<Integer> rest = new ArrayList<>(left);
                    rest.remove(/* element */ next);
                    if (search(history, rest, after.get())) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
