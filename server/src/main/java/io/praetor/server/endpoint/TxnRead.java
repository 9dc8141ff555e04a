package io.praetor.server.endpoint;

import io.praetor.model.txn.TxnError;
import io.praetor.model.txn.TxnOp;
import io.praetor.model.txn.TxnResponse;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Viewer;
import io.praetor.server.query.Query;
import io.praetor.server.query.TimedQuery;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.List;

/// A transaction that only reads (`http-api.md` §11): runs without the log, at the consistency asked for, and never
/// blocks.
public record TxnRead(List<TxnOp> ops) implements Query<TxnResponse>, TimedQuery {
    @Override
    public String timer() {
        return "txn.read";
    }

    @Override
    public Indexed<TxnResponse> evaluate(State state, Watches watches, Viewer viewer) {
        TxnAccess access = new TxnAccess(state, viewer);
        List<TxnOp> vetted = new ArrayList<>(ops.size());
        List<TxnError> errors = new ArrayList<>();
        for (int i = 0; i < ops.size(); i++) {
            try {
                vetted.add(vetted(ops.get(i), access));
            } catch (RequestFailure failure) {
                errors.add(new TxnError(i, failure.text()));
            }
        }
        TxnResponse response = errors.isEmpty() ? state.txns().run(vetted) : new TxnResponse(null, errors);
        return new Indexed<>(0, access.visible(response));
    }

    private static TxnOp vetted(TxnOp op, TxnAccess access) {
        String problem = op.kv() == null
                ? null
                : LocalKvs.problem(op.kv().verb(), op.kv().entry());
        if (problem != null) {
            throw RequestFailure.internal(problem);
        }
        return access.vetted(op);
    }
}
