package io.praetor.server.endpoint;

import io.praetor.model.kv.KvEntry;
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

    /// The operations with everything they left out.
    ///
    /// @param errors gets what is wrong with them
    static List<TxnOp> complete(List<TxnOp> ops, LockDelays lockDelays, List<TxnError> errors) {
        List<TxnOp> complete = new ArrayList<>(ops.size());
        for (int i = 0; i < ops.size(); i++) {
            try {
                complete.add(complete(ops.get(i), lockDelays));
            } catch (RequestFailure failure) {
                errors.add(new TxnError(i, failure.text()));
            }
        }
        return complete;
    }

    private static TxnOp complete(TxnOp op, LockDelays lockDelays) {
        if (op.kv() != null) {
            KvEntry entry = op.kv().entry();
            String problem = Kvs.problem(op.kv().verb(), entry);
            if (problem == null && Kvs.isDelayed(lockDelays, op.kv().verb(), entry)) {
                problem = "failed to lock key \"" + entry.key() + "\" due to lock delay";
            }
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
