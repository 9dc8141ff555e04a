package io.praetor.server.endpoint;

import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.kv.KvsRequest;
import io.praetor.model.log.CommandType;
import io.praetor.server.RequestFailure;
import io.praetor.server.fsm.Commands;
import io.praetor.server.leader.Writes;
import io.praetor.server.state.LockDelays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Changes of keys (`http-api.md` §9).
public final class LocalKvs implements Kvs {
    private final Here here;
    private final LockDelays lockDelays;
    private final Writes writes;

    public LocalKvs(Here here, LockDelays lockDelays, Writes writes) {
        this.here = here;
        this.lockDelays = lockDelays;
        this.writes = writes;
    }

    @Override
    public CompletableFuture<Boolean> apply(KvsRequest request) {
        return here.admit(request.datacenter(), request.token(), by -> {
            KvEntry entry = request.entry();
            String problem = problem(request.op(), entry);
            if (problem != null) {
                throw RequestFailure.internal(problem);
            }
            TxnAccess.requireWrite(by, request.op(), entry.key());
            if (isDelayed(lockDelays, request.op(), entry)) {
                return CompletableFuture.completedFuture(false);
            }
            // who asked is no business of the log
            KvsRequest command = new KvsRequest(here.datacenter(), request.op(), entry, "");
            return writes.propose(Commands.encode(CommandType.KVS, KvsRequest.CODEC, command))
                    .thenApply(result -> !Boolean.FALSE.equals(result));
        });
    }

    /// What is wrong with a change before it reaches the log; null if nothing.
    static @Nullable String problem(String op, KvEntry entry) {
        return entry.key().isEmpty() && !op.equals(KvOp.DELETE_TREE) ? "Must provide key" : null;
    }

    /// Whether the key may not be locked yet, because a session lost it a moment ago.
    static boolean isDelayed(LockDelays delays, String op, KvEntry entry) {
        return op.equals(KvOp.LOCK) && delays.isActive(entry.key());
    }
}
