package io.praetor.server.state;

import io.praetor.model.txn.TxnError;
import io.praetor.model.txn.TxnOp;
import io.praetor.model.txn.TxnResponse;
import io.praetor.model.txn.TxnResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Runs the operations of a transaction in order (`state-and-index.md` §10). Each is tried, whatever became of those
/// before it, so that the caller learns of all errors at once.
final class TxnRun {
    private TxnRun() {}

    /// What one operation does.
    @FunctionalInterface
    interface Step {
        /// @return what goes into the answer: usually one element or none
        List<TxnResult> run(TxnOp op) throws StateException;
    }

    static TxnResponse of(List<TxnOp> ops, Step step) {
        List<TxnResult> results = new ArrayList<>();
        List<TxnError> errors = new ArrayList<>();
        for (int i = 0; i < ops.size(); i++) {
            try {
                results.addAll(step.run(ops.get(i)));
            } catch (StateException e) {
                errors.add(new TxnError(i, e.text()));
            }
        }
        return errors.isEmpty()
                ? new TxnResponse(Collections.unmodifiableList(results), null)
                : new TxnResponse(null, Collections.unmodifiableList(errors));
    }
}
