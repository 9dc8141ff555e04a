package io.praetor.server.endpoint;

import io.praetor.model.log.CommandType;
import io.praetor.model.txn.TxnError;
import io.praetor.model.txn.TxnOp;
import io.praetor.model.txn.TxnRequest;
import io.praetor.model.txn.TxnResponse;
import io.praetor.server.fsm.Commands;
import io.praetor.server.leader.Writes;
import io.praetor.server.state.LockDelays;
import io.praetor.server.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Transactions that write (`http-api.md` §11); those that only read are the query [TxnRead].
public final class LocalTxns implements Txns {
    private final Here here;
    private final Supplier<State> states;
    private final LockDelays lockDelays;
    private final Writes writes;

    public LocalTxns(Here here, Supplier<State> states, LockDelays lockDelays, Writes writes) {
        this.here = here;
        this.states = states;
        this.lockDelays = lockDelays;
        this.writes = writes;
    }

    @Override
    public CompletableFuture<TxnResponse> apply(TxnRequest request) {
        return here.admit(request.datacenter(), request.token(), by -> {
            List<TxnOp> given = request.ops() == null ? List.of() : request.ops();
            List<TxnError> errors = new ArrayList<>();
            TxnAccess access = new TxnAccess(states.get(), here.viewers().viewer(by));
            List<TxnOp> ops = TxnRules.complete(given, access, lockDelays, errors);
            if (!errors.isEmpty()) {
                return CompletableFuture.completedFuture(new TxnResponse(null, errors));
            }
            TxnRequest command = new TxnRequest(here.datacenter(), ops, "");
            return writes.propose(Commands.encode(CommandType.TXN, TxnRequest.CODEC, command))
                    .thenApply(TxnResponse.class::cast)
                    .thenApply(access::visible);
        });
    }
}
