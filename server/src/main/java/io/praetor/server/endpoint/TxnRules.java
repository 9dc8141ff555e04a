package io.praetor.server.endpoint;

import io.praetor.model.txn.TxnCheckOp;
import io.praetor.model.txn.TxnError;
import io.praetor.model.txn.TxnOp;
import io.praetor.model.txn.TxnServiceOp;
import io.praetor.model.txn.TxnVerb;
import io.praetor.server.RequestFailure;
import io.praetor.server.state.LockDelays;
import java.util.ArrayList;
import java.util.List;

/// What the leader looks at before a transaction reaches the log (`state-and-index.md` §10).
final class TxnRules {
    private TxnRules() {}

    /// The operations with everything they left out, and nothing where whoever asks may not see what it would read.
    ///
    /// @param access what whoever asks may do
    /// @param errors gets what is wrong with them
    static List<TxnOp> complete(List<TxnOp> ops, TxnAccess access, LockDelays lockDelays, List<TxnError> errors) {
        List<TxnOp> complete = new ArrayList<>(ops.size());
        for (int i = 0; i < ops.size(); i++) {
            try {
                TxnOp op = access.vetted(complete(ops.get(i)));
                requireNoDelay(op, lockDelays);
                complete.add(op);
            } catch (RequestFailure failure) {
                errors.add(new TxnError(i, failure.text()));
            }
        }
        return complete;
    }

    private static void requireNoDelay(TxnOp op, LockDelays lockDelays) {
        if (op.kv() != null
                && LocalKvs.isDelayed(lockDelays, op.kv().verb(), op.kv().entry())) {
            throw RequestFailure.internal(
                    "failed to lock key \"" + op.kv().entry().key() + "\" due to lock delay");
        }
    }

    private static TxnOp complete(TxnOp op) {
        if (op.kv() != null) {
            String problem = LocalKvs.problem(op.kv().verb(), op.kv().entry());
            if (problem != null) {
                throw RequestFailure.internal(problem);
            }
        } else if (op.node() != null && !op.node().verb().equals(TxnVerb.GET)) {
            CatalogRules.requireNode(op.node().node().node(), op.node().node().id());
        } else if (op.service() != null && !op.service().verb().equals(TxnVerb.GET)) {
            TxnServiceOp service = op.service();
            return new TxnOp(
                    null,
                    null,
                    new TxnServiceOp(service.verb(), service.node(), CatalogRules.complete(service.service())),
                    null,
                    null,
                    null);
        } else if (op.check() != null && !op.check().verb().equals(TxnVerb.GET)) {
            TxnCheckOp check = op.check();
            return new TxnOp(
                    null, null, null, new TxnCheckOp(check.verb(), CatalogRules.identified(check.check())), null, null);
        }
        return op;
    }
}
