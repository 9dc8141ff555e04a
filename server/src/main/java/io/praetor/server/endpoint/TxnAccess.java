package io.praetor.server.endpoint;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.session.Session;
import io.praetor.model.txn.TxnCheckOp;
import io.praetor.model.txn.TxnKvOp;
import io.praetor.model.txn.TxnNodeOp;
import io.praetor.model.txn.TxnOp;
import io.praetor.model.txn.TxnResponse;
import io.praetor.model.txn.TxnResult;
import io.praetor.model.txn.TxnServiceOp;
import io.praetor.model.txn.TxnSessionOp;
import io.praetor.model.txn.TxnVerb;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.State;
import io.praetor.server.state.Uuids;
import io.praetor.store.Watches;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who may do what in a transaction (`http-api.md` §11). What it changes follows the rules of the endpoints that change
/// the same; what it reads is left out of the answer without a word, and then the operation is not even run: its error
/// would say whether there is something to be seen.
///
/// For one transaction, whose operations come in order: a service may be registered by one and get its check by the
/// next.
final class TxnAccess {
    private static final TxnOp NOTHING = new TxnOp(null, null, null, null, null, null);

    private final State state;
    private final Authorizer by;
    private final Viewer viewer;
    private final CatalogAccess catalog;
    private final Map<String, String> registered = new HashMap<>();

    /// @param state of before the transaction
    TxnAccess(State state, Viewer viewer) {
        this.state = state;
        by = viewer.authorizer();
        this.viewer = viewer;
        catalog = new CatalogAccess(state, by);
    }

    /// @param op complete
    /// @return what to run: the operation, or nothing in its place
    /// @throws RequestFailure when it may not be done
    TxnOp vetted(TxnOp op) {
        if (by.equals(Authorizer.ALL)) {
            return op;
        }
        boolean seen = true;
        if (op.kv() != null) {
            seen = kv(op.kv());
        } else if (op.node() != null) {
            seen = node(op.node());
        } else if (op.service() != null) {
            seen = service(op.service());
        } else if (op.check() != null) {
            seen = check(op.check());
        } else if (op.session() != null) {
            session(op.session());
        }
        if (!seen) {
            viewer.leaveOut();
        }
        return seen ? op : NOTHING;
    }

    private boolean kv(TxnKvOp op) {
        KvEntry entry = op.entry();
        switch (op.verb()) {
            case KvOp.GET -> {
                return viewer.may(Resource.KEY, entry.key(), Access.READ);
            }
            case KvOp.GET_TREE -> viewer.requireKeyList(entry.key());
            // these say something about the key even where they fail
            case KvOp.CHECK_SESSION, KvOp.CHECK_INDEX -> by.require(Resource.KEY, entry.key(), Access.READ);
            default -> requireWrite(by, op.verb(), entry.key());
        }
        return true;
    }

    /// @throws RequestFailure when a key, or everything with a prefix, may not be changed
    static void requireWrite(Authorizer by, String op, String key) {
        by.require(Resource.KEY, key, op.equals(KvOp.DELETE_TREE) ? Access.WRITE_PREFIX : Access.WRITE);
    }

    private boolean node(TxnNodeOp op) {
        Node wanted = op.node();
        if (op.verb().equals(TxnVerb.GET)) {
            return wanted.id().isEmpty() ? viewer.seesNode(wanted.node()) : seesId(wanted.id());
        }
        catalog.requireNode(wanted);
        return true;
    }

    private boolean seesId(String id) {
        Node stored = state.catalog().nodeById(id, Watches.NONE);
        return stored == null || viewer.seesNode(stored.node());
    }

    private boolean service(TxnServiceOp op) {
        NodeService service = op.service();
        if (op.verb().equals(TxnVerb.GET)) {
            return seesOn(op.node());
        }
        catalog.requireService(op.node(), service);
        registered.put(place(op.node(), service.id()), service.service());
        return true;
    }

    private boolean check(TxnCheckOp op) {
        HealthCheck check = op.check();
        if (op.verb().equals(TxnVerb.GET)) {
            return seesOn(check.node());
        }
        catalog.requireReplaced(check);
        if (check.serviceId().isEmpty()) {
            catalog.requireNodeName(check.node());
        } else {
            catalog.requireServiceName(serviceName(op.verb(), check));
        }
        return true;
    }

    /// The service that a check is about, whatever the check calls it.
    private String serviceName(String verb, HealthCheck check) {
        String before = registered.get(place(check.node(), check.serviceId()));
        if (before != null) {
            return before;
        }
        NodeService stored = state.catalog().service(check.node(), check.serviceId(), Watches.NONE);
        if (stored != null) {
            return stored.service();
        }
        if (verb.equals(TxnVerb.SET) || verb.equals(TxnVerb.CAS)) {
            throw CatalogAccess.unknownService(check);
        }
        return check.serviceName();
    }

    private static String place(String node, String id) {
        return node.toLowerCase(Locale.ROOT) + '\0' + id.toLowerCase(Locale.ROOT);
    }

    /// Whether what is on a node may be seen, as far as the node is concerned: by the name it is asked by, and the one
    /// it has.
    private boolean seesOn(String node) {
        Node stored = state.catalog().node(node, Watches.NONE);
        return viewer.seesNode(node) && (stored == null || viewer.seesNode(stored.node()));
    }

    private void session(TxnSessionOp op) {
        requireSession(state, by, op.session().id());
    }

    /// @throws RequestFailure when the session may not be ended; one that is not there may
    static void requireSession(State state, Authorizer by, String id) {
        Session stored = Uuids.problem(id) == null
                ? state.sessions().get(id, Watches.NONE).value()
                : null;
        if (stored != null) {
            Withheld.require(by, Resource.SESSION, stored.node(), Access.WRITE);
        }
    }

    /// What may be seen of an answer.
    TxnResponse visible(TxnResponse response) {
        List<TxnResult> results = response.results();
        return results == null ? response : new TxnResponse(viewer.visible(results, this::sees), response.errors());
    }

    private boolean sees(TxnResult result) {
        return seesKey(result.kv())
                && (result.node() == null || viewer.seesNode(result.node().node()))
                && (result.service() == null
                        || viewer.seesService(result.service().service()))
                && (result.check() == null || viewer.sees(result.check()));
    }

    private boolean seesKey(@Nullable KvEntry entry) {
        return entry == null || viewer.may(Resource.KEY, entry.key(), Access.READ);
    }
}
