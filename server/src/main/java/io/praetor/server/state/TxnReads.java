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
import io.praetor.model.txn.TxnVerb;
import io.praetor.store.Reader;
import io.praetor.store.Watches;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Transactions that only read, and the reading operations of those that write.
public final class TxnReads {
    private final CatalogReads catalog;
    private final HealthReads health;
    private final KvReads kv;

    TxnReads(Reader reader) {
        catalog = new CatalogReads(reader);
        health = new HealthReads(reader);
        kv = new KvReads(reader);
    }

    /// Whether an operation only reads: `get`, `get-tree`, `check-…`, or nothing at all.
    public static boolean isRead(TxnOp op) {
        if (op.kv() != null) {
            return switch (op.kv().verb()) {
                case KvOp.GET, KvOp.GET_TREE, KvOp.CHECK_SESSION, KvOp.CHECK_INDEX, KvOp.CHECK_NOT_EXISTS -> true;
                default -> false;
            };
        }
        if (op.node() != null) {
            return op.node().verb().equals(TxnVerb.GET);
        }
        if (op.service() != null) {
            return op.service().verb().equals(TxnVerb.GET);
        }
        if (op.check() != null) {
            return op.check().verb().equals(TxnVerb.GET);
        }
        return op.session() == null && op.intention() == null;
    }

    /// Runs operations that all are reads, in order; the answer's errors refuse others as unknown.
    public TxnResponse run(List<TxnOp> ops) {
        return TxnRun.of(ops, this::apply);
    }

    private List<TxnResult> apply(TxnOp op) throws StateException {
        if (op.kv() != null) {
            return kv(op.kv());
        }
        if (op.node() != null) {
            return List.of(TxnResult.of(node(op.node())));
        }
        if (op.service() != null) {
            return List.of(TxnResult.of(service(op.service())));
        }
        return op.check() == null ? List.of() : List.of(TxnResult.of(check(op.check())));
    }

    List<TxnResult> kv(TxnKvOp op) throws StateException {
        KvEntry wanted = op.entry();
        String key = Quote.of(wanted.key());
        KvEntry entry = kv.get(wanted.key(), Watches.NONE).value();
        return switch (op.verb()) {
            case KvOp.GET -> List.of(TxnResult.of(existing(entry, "key " + key + " doesn't exist")));
            case KvOp.GET_TREE ->
                kv.list(wanted.key(), Watches.NONE).value().stream()
                        .map(TxnResult::of)
                        .toList();
            case KvOp.CHECK_SESSION -> {
                KvEntry held = existing(entry, "failed to check session, key " + key + " doesn't exist");
                if (!held.session().equals(wanted.session())) {
                    throw new StateException("failed session check for key " + key + ", current session "
                            + Quote.of(held.session()) + " != " + Quote.of(wanted.session()));
                }
                yield List.of(TxnResult.of(held.withoutValue()));
            }
            case KvOp.CHECK_INDEX -> {
                KvEntry stored = existing(entry, "failed to check index, key " + key + " doesn't exist");
                if (stored.modifyIndex() != wanted.modifyIndex()) {
                    throw new StateException("failed index check for key " + key + ", current modify index "
                            + Long.toUnsignedString(stored.modifyIndex()) + " != "
                            + Long.toUnsignedString(wanted.modifyIndex()));
                }
                yield List.of(TxnResult.of(stored.withoutValue()));
            }
            case KvOp.CHECK_NOT_EXISTS -> {
                if (entry != null) {
                    throw new StateException("key " + key + " exists");
                }
                yield List.of();
            }
            default -> throw new StateException("unknown KV verb " + Quote.of(op.verb()));
        };
    }

    private static <T> T existing(@Nullable T found, String problem) throws StateException {
        if (found == null) {
            throw new StateException(problem);
        }
        return Objects.requireNonNull(found);
    }

    Node node(TxnNodeOp op) throws StateException {
        if (!op.verb().equals(TxnVerb.GET)) {
            throw new StateException("unknown Node verb " + Quote.of(op.verb()));
        }
        Node wanted = op.node();
        return existing(find(wanted), "node " + Quote.of(wanted.node()) + " doesn't exist");
    }

    /// By ID if there is one, else by name.
    @Nullable Node find(Node wanted) {
        return wanted.id().isEmpty()
                ? catalog.node(wanted.node(), Watches.NONE)
                : catalog.nodeById(wanted.id(), Watches.NONE);
    }

    NodeService service(TxnServiceOp op) throws StateException {
        if (!op.verb().equals(TxnVerb.GET)) {
            throw new StateException("unknown Service verb " + Quote.of(op.verb()));
        }
        String id = op.service().id();
        return existing(
                catalog.service(op.node(), id, Watches.NONE),
                "service " + Quote.of(id) + " on node " + Quote.of(op.node()) + " doesn't exist");
    }

    HealthCheck check(TxnCheckOp op) throws StateException {
        if (!op.verb().equals(TxnVerb.GET)) {
            throw new StateException("unknown Check verb " + Quote.of(op.verb()));
        }
        HealthCheck wanted = op.check();
        return existing(
                health.check(wanted.node(), wanted.checkId(), Watches.NONE),
                "check " + Quote.of(wanted.checkId()) + " on node " + Quote.of(wanted.node()) + " doesn't exist");
    }
}
