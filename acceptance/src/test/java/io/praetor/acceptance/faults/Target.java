package io.praetor.acceptance.faults;

import io.praetor.acceptance.linearizability.LinearizabilityChecker;
import io.praetor.acceptance.linearizability.Operation;
import io.praetor.acceptance.linearizability.SequentialModel;
import io.praetor.acceptance.linearizability.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One object that a few clients use for a while, and what they saw.
///
/// @param <I> what may be asked for
/// @param <O> what may be answered
final class Target<I, O> {

    /// Enough to find any fault among so few clients; a judge has a hundred thousand times as much.
    private static final long BUDGET = 20_000_000;

    /// Uses of one object: a short history is judged at once.
    private static final int USES = 120;
    /// Unknown outcomes of one object: every one of them doubles what the judge may have to look at.
    private static final int UNKNOWN = 8;

    private record Seen<I, O>(Operation<I, O> operation, boolean onlyWhenCalm) {}

    private final String name;
    private final SequentialModel<Optional<String>, I, O> model;
    private final List<Seen<I, O>> seen = new ArrayList<>();
    private int uses;
    private int unknown;

    Target(String name, SequentialModel<Optional<String>, I, O> model) {
        this.name = name;
        this.model = model;
    }

    String name() {
        return name;
    }

    /// Counts one more use.
    ///
    /// @return false: this object has been used enough
    synchronized boolean use() {
        uses++;
        return uses <= USES && unknown < UNKNOWN;
    }

    /// Notes what a client saw.
    ///
    /// @param onlyWhenCalm whether it is held to the truth only while nothing disturbed the cluster
    synchronized void add(Operation<I, O> operation, boolean onlyWhenCalm) {
        seen.add(new Seen<>(operation, onlyWhenCalm));
        if (!operation.isKnown()) {
            unknown++;
        }
    }

    /// Judges everything that was seen.
    synchronized Judged judge(HistoryClock clock) {
        List<Operation<I, O>> history = new ArrayList<>();
        int leftOut = 0;
        for (Seen<I, O> one : seen) {
            Operation<I, O> operation = one.operation();
            if (!one.onlyWhenCalm() || clock.calm(operation.called(), operation.returned())) {
                history.add(operation);
            } else {
                leftOut++;
            }
        }
        Verdict verdict = new LinearizabilityChecker<>(model, BUDGET).check(history);
        return new Judged(name, history.size(), leftOut, verdict);
    }

    /// What became of one target.
    ///
    /// @param operations judged
    /// @param leftOut    default reads made while another server may have begun to lead
    record Judged(String name, int operations, int leftOut, Verdict verdict) {}
}
