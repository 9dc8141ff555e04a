package io.praetor.server.endpoint;

import io.praetor.model.log.CommandType;
import io.praetor.model.txn.TxnError;
import io.praetor.model.txn.TxnOp;
import io.praetor.model.txn.TxnRequest;
import io.praetor.model.txn.TxnResponse;
import io.praetor.server.fsm.Commands;
import io.praetor.server.leader.Writes;
import io.praetor.server.state.LockDelays;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Transactions that write (`http-api.md` §11); those that only read are the query [TxnRead].
public final class Txns {
    private final Here here;
    private final LockDelays lockDelays;
    private final Writes writes;

    public Txns(String datacenter, LockDelays lockDelays, Writes writes) {
        here = new Here(datacenter);
        this.lockDelays = lockDelays;
        this.writes = writes;
    }

    /// Runs the operations, all or none. What is wrong with them is part of the answer.
    ///
    /// @return fails with a [io.praetor.server.RequestFailure]
    public CompletableFuture<TxnResponse> apply(TxnRequest request) {
        return Here.attempt(() -> {
            here.require(request.datacenter());
            List<TxnOp> given = request.ops() == null ? List.of() : request.ops();
            List<TxnError> errors = new ArrayList<>();
            List<TxnOp> ops = TxnRules.complete(given, lockDelays, errors);
            if (!errors.isEmpty()) {
                return CompletableFuture.completedFuture(new TxnResponse(null, errors));
            }
            TxnRequest command = new TxnRequest(here.datacenter(), ops, "");
            return writes.propose(Commands.encode(CommandType.TXN, TxnRequest.CODEC, command))
                    .thenApply(TxnResponse.class::cast);
        });
    }
}
