package io.praetor.acceptance.linearizability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Searches an order of the operations that explains all answers: Wing and Gong's search (1993) with Lowe's memory of
/// what was tried (2017). An operation may be next when no other one returned before it was called.
///
/// Operations of unknown outcome may take effect at any time or never, so there are many orders of them. They are tried
/// only where no known operation fits, and those that nobody saw the effect of are left out at first: an order without
/// them explains the history just as well. Of several that ask for the same, the one that was called first is taken
/// first: any order that takes another one explains as much with the two exchanged.
///
/// Objects that do not depend on each other (keys) are checked one by one: the whole is linearizable exactly when each
/// is.
///
/// @param <S> states of the object
/// @param <I> what may be asked for
/// @param <O> what may be answered
public final class LinearizabilityChecker<S, I, O> {

    private final SequentialModel<S, I, O> model;
    private final long budget;

    /// @param budget after how many tried operations to give up
    public LinearizabilityChecker(SequentialModel<S, I, O> model, long budget) {
        this.model = model;
        this.budget = budget;
    }

    /// Judges one object's history.
    public Verdict check(List<Operation<I, O>> history) {
        List<Operation<I, O>> seen = model.withoutUnseen(history);
        Verdict verdict = new Search(seen).run();
        return verdict instanceof Verdict.Violation && seen.size() < history.size()
                ? new Search(history).run()
                : verdict;
    }

    /// A call or a return, in a list that operations are taken out of and put back into.
    private static final class Event {
        private final int operation;
        private final boolean isCall;
        private @Nullable Event answer;
        private @Nullable Event before;
        private @Nullable Event after;

        Event(int operation, boolean isCall) {
            this.operation = operation;
            this.isCall = isCall;
        }

        void insertAfter(Event place) {
            before = place;
            after = place.after;
            reinsert();
        }

        void remove() {
            if (before != null) {
                before.after = after;
            }
            if (after != null) {
                after.before = before;
            }
        }

        /// Back to where it was when it was removed.
        void reinsert() {
            if (before != null) {
                before.after = this;
            }
            if (after != null) {
                after.before = this;
            }
        }
    }

    private record Tried(BitSet done, Object state) {}

    /// @param call  null: it was the unknown operation at this place of their list
    private record Step<S>(@Nullable Event call, int unknown, S stateBefore) {}

    private final class Search {
        private final List<Operation<I, O>> history;
        private final Event head = new Event(-1, false);
        /// Places in the history, by the time of the call.
        private final List<Integer> unknown;
        /// For each of the unknown ones, the place in their list of the last one before it that asks for the same; -1:
        /// there is none.
        private final int[] twins;
        private final BitSet done = new BitSet();
        private final Deque<Step<S>> steps = new ArrayDeque<>();
        private final Set<Tried> tried = new HashSet<>();
        private List<Operation<I, O>> longest = List.of();
        private List<Operation<I, O>> stuck = List.of();
        private int longestSize = -1;
        private int unanswered;
        private S state = model.initial();
        private S stateBefore = state;
        private long count;

        Search(List<Operation<I, O>> history) {
            this.history = history;
            Event last = head;
            for (Event event : events(history)) {
                event.insertAfter(last);
                last = event;
            }
            unknown = IntStream.range(0, history.size())
                    .filter(i -> !history.get(i).isKnown())
                    .boxed()
                    .sorted(Comparator.comparingLong(i -> history.get(i).called()))
                    .toList();
            twins = new int[unknown.size()];
            Map<I, Integer> latest = new HashMap<>();
            for (int place = 0; place < twins.length; place++) {
                Integer twin = latest.put(history.get(unknown.get(place)).input(), place);
                twins[place] = twin == null ? -1 : twin;
            }
        }

        private List<Event> events(List<Operation<I, O>> operations) {
            record Timed(long at, Event event) {}
            List<Timed> timed = new ArrayList<>();
            for (int i = 0; i < operations.size(); i++) {
                Operation<I, O> operation = operations.get(i);
                if (operation.isKnown()) {
                    Event call = new Event(i, true);
                    Event answer = new Event(i, false);
                    call.answer = answer;
                    timed.add(new Timed(operation.called(), call));
                    timed.add(new Timed(operation.returned(), answer));
                    unanswered++;
                }
            }
            // at the same instant a call comes first: the two overlap
            timed.sort(Comparator.comparingLong(Timed::at).thenComparing(one -> !one.event().isCall));
            return timed.stream().map(Timed::event).toList();
        }

        Verdict run() {
            Event event = head.after;
            int next = 0; // of the unknown ones, once no known one is left to be tried here
            while (unanswered > 0) {
                if (count > budget) {
                    return new Verdict.Undecided(count);
                }
                if (event != null && event.isCall) {
                    boolean taken = take(event);
                    event = taken ? head.after : event.after;
                    next = 0;
                } else if (event != null && next < unknown.size() && mayHaveCome(next, event)) {
                    boolean taken = takeUnknown(next);
                    event = taken ? head.after : event;
                    next = taken ? 0 : next + 1;
                } else {
                    remember(event);
                    Step<S> last = steps.pollLast();
                    if (last == null) {
                        return new Verdict.Violation(longest, stuck);
                    }
                    event = takeBack(last);
                    next = last.call() == null ? last.unknown() + 1 : 0;
                }
            }
            return new Verdict.Linearizable(count);
        }

        /// Whether an unknown operation was called before the return that has to be explained next.
        private boolean mayHaveCome(int place, Event barrier) {
            return history.get(unknown.get(place)).called()
                    <= history.get(barrier.operation).returned();
        }

        private boolean take(Event call) {
            if (!advance(call.operation)) {
                return false;
            }
            steps.addLast(new Step<>(call, -1, stateBefore));
            call.remove();
            if (call.answer != null) {
                call.answer.remove();
                unanswered--;
            }
            return true;
        }

        private boolean takeUnknown(int place) {
            int operation = unknown.get(place);
            boolean inTurn = twins[place] < 0 || done.get(unknown.get(twins[place]));
            if (!inTurn || done.get(operation) || !advance(operation)) {
                return false;
            }
            steps.addLast(new Step<>(null, place, stateBefore));
            return true;
        }

        private boolean advance(int place) {
            count++;
            Operation<I, O> operation = history.get(place);
            Optional<S> next = model.step(state, operation.input(), operation.output());
            // an unknown operation that changes nothing might as well not have happened
            if (next.isEmpty() || (!operation.isKnown() && next.get().equals(state))) {
                return false;
            }
            done.set(place);
            if (!tried.add(new Tried((BitSet) done.clone(), next.get()))) {
                done.clear(place);
                return false;
            }
            stateBefore = state;
            state = next.get();
            return true;
        }

        /// @return where to go on among the known ones
        private @Nullable Event takeBack(Step<S> step) {
            state = step.stateBefore();
            Event call = step.call();
            if (call == null) {
                done.clear(unknown.get(step.unknown()));
                return barrier();
            }
            done.clear(call.operation);
            if (call.answer != null) {
                call.answer.reinsert();
                unanswered++;
            }
            call.reinsert();
            return call.after;
        }

        /// The first return that is not explained yet.
        private @Nullable Event barrier() {
            Event event = head.after;
            while (event != null && event.isCall) {
                event = event.after;
            }
            return event;
        }

        /// Keeps the furthest that the search came, to be told if it comes to nothing.
        private void remember(@Nullable Event barrier) {
            if (steps.size() > longestSize) {
                longestSize = steps.size();
                longest = steps.stream().map(this::operation).toList();
                List<Operation<I, O>> candidates = new ArrayList<>();
                for (Event one = head.after; one != null && one != barrier; one = one.after) {
                    candidates.add(history.get(one.operation));
                }
                stuck = List.copyOf(candidates);
            }
        }

        private Operation<I, O> operation(Step<S> step) {
            Event call = step.call();
            return history.get(call == null ? unknown.get(step.unknown()) : call.operation);
        }
    }
}
