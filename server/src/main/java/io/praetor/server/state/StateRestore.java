package io.praetor.server.state;

import io.praetor.model.Bytes;
import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.LegacyAcl;
import io.praetor.model.acl.LegacyBootstrap;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.connect.CaConfiguration;
import io.praetor.model.connect.CaConsulProviderState;
import io.praetor.model.connect.CaRoot;
import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.log.IndexEntry;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.session.Session;
import io.praetor.store.Watches;
import io.praetor.store.WriteTransaction;
import java.util.HashMap;
import java.util.Map;

/// Takes the records of a snapshot, in any order. Every object keeps its indexes. The index table is made from the
/// objects, and the rows that the snapshot has itself win.
public final class StateRestore {
    private final WriteTransaction tx;
    private final Map<String, IndexEntry> found = new HashMap<>();
    private final Map<String, IndexEntry> given = new HashMap<>();
    private final Map<Integer, Long> sequences = new HashMap<>();

    StateRestore(WriteTransaction tx) {
        this.tx = tx;
    }

    /// A node.
    public void node(Node node) {
        // Every record of what is on a node repeats the node.
        if (!node.equals(tx.get(Tables.NODES, Keys.name(node.node()), Watches.NONE))) {
            tx.put(Tables.NODES, node);
        }
        seen(Indexes.NODES, node.modifyIndex());
    }

    /// A service on a node.
    public void service(String node, NodeService service) {
        ServiceRow before = tx.get(Tables.SERVICES, Keys.names(node, service.id()), Watches.NONE);
        NodeService old = before == null ? null : before.service();
        tx.put(Tables.SERVICES, ServiceRow.of(node, service));
        TagWrites.replace(tx, old, service);
        seen(Indexes.SERVICES, service.modifyIndex());
        seen(Indexes.service(service.service()), service.modifyIndex());
        seen(Indexes.kind(service.kind()), service.modifyIndex());
        if (new StateWrite(tx, service.modifyIndex()).topology().replace(node, old, service)) {
            seen(Indexes.TOPOLOGY, service.modifyIndex());
        }
    }

    /// A check.
    public void check(HealthCheck check) {
        tx.put(Tables.CHECKS, check);
        seen(Indexes.CHECKS, check.modifyIndex());
        if (!check.serviceName().isEmpty()) {
            seen(Indexes.service(check.serviceName()), check.modifyIndex());
        }
    }

    /// A session, with its links to checks.
    public void session(Session session) {
        tx.put(Tables.SESSIONS, session);
        for (String id : session.allChecks()) {
            tx.put(Tables.SESSION_CHECKS, new SessionCheckRow(session.node(), id, session.id()));
        }
        seen(Indexes.SESSIONS, session.modifyIndex());
    }

    /// A prepared query.
    public void preparedQuery(PreparedQuery query) {
        tx.put(Tables.PREPARED_QUERIES, PreparedQueryRow.restored(query));
        seen(Indexes.PREPARED_QUERIES, query.modifyIndex());
    }

    /// A token.
    public void token(AclToken token) {
        tx.put(Tables.ACL_TOKENS, token.hash() == null ? token.hashed() : token);
        seen(Indexes.ACL_TOKENS, token.modifyIndex());
    }

    /// A token in the old form.
    public void legacyAcl(LegacyAcl acl) {
        token(AclTokenWrites.fromLegacy(acl));
    }

    /// When the cluster was bootstrapped, in the old form.
    public void legacyBootstrap(LegacyBootstrap bootstrap) {
        seen(Indexes.ACL_BOOTSTRAP, bootstrap.modifyIndex());
    }

    /// A policy.
    public void policy(AclPolicy policy) {
        tx.put(Tables.ACL_POLICIES, policy);
        seen(Indexes.ACL_POLICIES, policy.modifyIndex());
    }

    /// A role.
    public void role(AclRole role) {
        tx.put(Tables.ACL_ROLES, role);
        seen(Indexes.ACL_ROLES, role.modifyIndex());
    }

    /// A binding rule.
    public void bindingRule(AclBindingRule rule) {
        tx.put(Tables.ACL_BINDING_RULES, rule);
        seen(Indexes.ACL_BINDING_RULES, rule.modifyIndex());
    }

    /// An auth method.
    public void authMethod(AclAuthMethod method) {
        tx.put(Tables.ACL_AUTH_METHODS, method);
        seen(Indexes.ACL_AUTH_METHODS, method.modifyIndex());
    }

    /// A coordinate.
    public void coordinate(NodeCoordinate coordinate) {
        tx.put(Tables.COORDINATES, coordinate);
    }

    /// A key.
    public void kv(KvEntry entry) {
        tx.put(Tables.KVS, entry);
        seen(Indexes.KVS, entry.modifyIndex());
    }

    /// A tombstone.
    public void tombstone(KvEntry entry) {
        tx.put(Tables.TOMBSTONES, new KvEntry(0, entry.key(), 0, null, "", 0, entry.modifyIndex()));
        seen(Indexes.TOMBSTONES, entry.modifyIndex());
    }

    /// Autopilot's configuration.
    public void autopilot(AutopilotConfig config) {
        tx.put(Tables.AUTOPILOT, config);
    }

    /// A root of the mesh.
    public void caRoot(CaRoot root) {
        tx.put(Tables.CA_ROOTS, root);
        seen(Indexes.CA_ROOTS, root.modifyIndex());
    }

    /// What a built-in authority keeps.
    public void caProvider(CaConsulProviderState row) {
        tx.put(Tables.CA_PROVIDERS, row);
        seen(Indexes.CA_PROVIDERS, row.modifyIndex());
    }

    /// The configuration of the mesh's authority.
    public void caConfig(CaConfiguration config) {
        tx.put(Tables.CA_CONFIG, config);
        seen(Indexes.CA_CONFIG, config.modifyIndex());
    }

    /// A row of the index table.
    public void index(IndexEntry entry) {
        given.put(Keys.folded(entry.key()), entry);
    }

    /// A record of a kind that has no table: kept as it is.
    ///
    /// @param type its type byte
    public void opaque(int type, Bytes body) {
        long sequence = sequences.merge(type, 1L, Long::sum);
        tx.put(Tables.OPAQUE, new OpaqueRow(type, sequence, body));
    }

    private void seen(String key, long index) {
        IndexEntry known = found.get(Keys.folded(key));
        if (known == null || Long.compareUnsigned(known.value(), index) < 0) {
            found.put(Keys.folded(key), new IndexEntry(key, index));
        }
    }

    void finish() {
        found.values().forEach(entry -> tx.put(Tables.INDEXES, entry));
        given.values().forEach(entry -> tx.put(Tables.INDEXES, entry));
    }
}
