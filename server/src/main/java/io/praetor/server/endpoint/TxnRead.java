package io.praetor.server.endpoint;

import io.praetor.model.txn.TxnError;
import io.praetor.model.txn.TxnOp;
import io.praetor.model.txn.TxnResponse;
import io.praetor.server.query.Query;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.List;

/// A transaction that only reads (`http-api.md` §11): runs without the log, at the consistency asked for, and never
/// blocks.
public record TxnRead(List<TxnOp> ops) implements Query<TxnResponse> {
    @Override
    public Indexed<TxnResponse> evaluate(State state, Watches watches) {
        List<TxnError> errors = new ArrayList<>();
        for (int i = 0; i < ops.size(); i++) {
            TxnOp op = ops.get(i);
            String problem =
                    op.kv() == null ? null : Kvs.problem(op.kv().verb(), op.kv().entry());
            if (problem != null) {
                errors.add(new TxnError(i, problem));
            }
        }
        TxnResponse response = errors.isEmpty() ? state.txns().run(ops) : new TxnResponse(null, errors);
        return new Indexed<>(0, response);
    }
}
