package io.praetor.server.state;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.txn.TxnCheckOp;
import io.praetor.model.txn.TxnKvOp;
import io.praetor.model.txn.TxnNodeOp;
import io.praetor.model.txn.TxnOp;
import io.praetor.model.txn.TxnResponse;
import io.praetor.model.txn.TxnResult;
import io.praetor.model.txn.TxnServiceOp;
import io.praetor.model.txn.TxnSessionOp;
import io.praetor.model.txn.TxnVerb;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Transactions that write (`state-and-index.md` §10): all of it happens, or nothing.
public final class TxnWrites {
    private final StateWrite write;
    private final TxnReads reads;

    TxnWrites(StateWrite write) {
        this.write = write;
        reads = new TxnReads(write.tx());
    }

    /// Runs the operations in order; each sees what those before it did. With any error nothing is changed.
    public TxnResponse run(List<TxnOp> ops) {
        TxnResponse response = TxnRun.of(ops, this::apply);
        if (response.errors() != null) {
            write.refuse();
        }
        return response;
    }

    private List<TxnResult> apply(TxnOp op) throws StateException {
        if (op.kv() != null) {
            return kv(op.kv());
        }
        if (op.node() != null) {
            return node(op.node());
        }
        if (op.service() != null) {
            return service(op.service());
        }
        if (op.check() != null) {
            return check(op.check());
        }
        if (op.session() != null) {
            session(op.session());
        } else if (op.intention() != null) {
            throw new StateException("intention operations are not supported in transactions");
        }
        return List.of();
    }

    private List<TxnResult> kv(TxnKvOp op) throws StateException {
        KvEntry given = op.entry();
        String key = Quote.of(given.key());
        return switch (op.verb()) {
            case KvOp.SET -> written(write.kv().set(given), "");
            case KvOp.CAS -> written(write.kv().setIfUnchanged(given), "failed to set key " + key + ", index is stale");
            case KvOp.LOCK -> written(write.kv().lock(given), "failed to lock key " + key + ", lock is already held");
            case KvOp.UNLOCK ->
                written(
                        write.kv().unlock(given),
                        "failed to unlock key " + key + ", lock isn't held, or is held by another session");
            case KvOp.DELETE -> {
                write.kv().delete(given.key());
                yield List.of();
            }
            case KvOp.DELETE_TREE -> {
                write.kv().deleteTree(given.key());
                yield List.of();
            }
            case KvOp.DELETE_CAS -> {
                require(
                        write.kv().deleteIfUnchanged(given.key(), given.modifyIndex()),
                        "failed to delete key " + key + ", index is stale");
                yield List.of();
            }
            default -> reads.kv(op);
        };
    }

    private static List<TxnResult> written(@Nullable KvEntry entry, String problem) throws StateException {
        if (entry == null) {
            throw new StateException(problem);
        }
        return List.of(TxnResult.of(entry.withoutValue()));
    }

    private static void require(boolean done, String problem) throws StateException {
        if (!done) {
            throw new StateException(problem);
        }
    }

    private List<TxnResult> node(TxnNodeOp op) throws StateException {
        Node given = op.node();
        String name = Quote.of(given.node());
        switch (op.verb()) {
            case TxnVerb.SET -> write.nodes().ensure(given);
            case TxnVerb.CAS ->
                require(write.nodes().ensureIfUnchanged(given), "failed to set node " + name + ", index is stale");
            case TxnVerb.DELETE -> {
                write.nodes().delete(given.node());
                return List.of();
            }
            case TxnVerb.DELETE_CAS -> {
                require(
                        write.nodes().deleteIfUnchanged(given.node(), given.modifyIndex()),
                        "failed to delete node " + name + ", index is stale");
                return List.of();
            }
            default -> {
                return List.of(TxnResult.of(reads.node(op)));
            }
        }
        Node stored = reads.find(given);
        return stored == null ? List.of() : List.of(TxnResult.of(stored));
    }

    private List<TxnResult> service(TxnServiceOp op) throws StateException {
        NodeService given = op.service();
        String name = "service " + Quote.of(given.id()) + " on node " + Quote.of(op.node());
        switch (op.verb()) {
            case TxnVerb.SET -> write.services().ensure(op.node(), given);
            case TxnVerb.CAS ->
                require(
                        write.services().ensureIfUnchanged(op.node(), given),
                        "failed to set " + name + ", index is stale");
            case TxnVerb.DELETE -> {
                write.services().delete(op.node(), given.id());
                return List.of();
            }
            case TxnVerb.DELETE_CAS -> {
                require(
                        write.services().deleteIfUnchanged(op.node(), given.id(), given.modifyIndex()),
                        "failed to delete " + name + ", index is stale");
                return List.of();
            }
            default -> {
                return List.of(TxnResult.of(reads.service(op)));
            }
        }
        NodeService stored = write.services().get(op.node(), given.id());
        return stored == null ? List.of() : List.of(TxnResult.of(stored));
    }

    private List<TxnResult> check(TxnCheckOp op) throws StateException {
        HealthCheck given = op.check();
        String name = "check " + Quote.of(given.checkId()) + " on node " + Quote.of(given.node());
        switch (op.verb()) {
            case TxnVerb.SET -> write.checks().ensure(given);
            case TxnVerb.CAS ->
                require(write.checks().ensureIfUnchanged(given), "failed to set " + name + ", index is stale");
            case TxnVerb.DELETE -> {
                write.checks().delete(given.node(), given.checkId());
                return List.of();
            }
            case TxnVerb.DELETE_CAS -> {
                require(
                        write.checks().deleteIfUnchanged(given.node(), given.checkId(), given.modifyIndex()),
                        "failed to delete " + name + ", index is stale");
                return List.of();
            }
            default -> {
                return List.of(TxnResult.of(reads.check(op)));
            }
        }
        HealthCheck stored = write.checks().get(given.node(), given.checkId());
        return stored == null ? List.of() : List.of(TxnResult.of(stored));
    }

    private void session(TxnSessionOp op) throws StateException {
        if (!op.verb().equals(TxnVerb.DELETE)) {
            throw new StateException("unknown Session verb " + Quote.of(op.verb()));
        }
        write.sessions().destroy(op.session().id());
    }
}
