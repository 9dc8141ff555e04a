package io.praetor.server.state;

import io.praetor.model.Bytes;
import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclToken;
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
import io.praetor.store.Key;
import io.praetor.store.Reader;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything in a state, for writing a snapshot: the counterpart of [StateRestore]. Lazy and in key order.
public final class StateRecords {
    private final Reader reader;

    /// @param state whose content it is
    public StateRecords(State state) {
        reader = state.reader();
    }

    /// All nodes.
    public Iterable<Node> nodes() {
        return reader.all(Tables.NODES, Watches.NONE);
    }

    /// The services of a node.
    public List<NodeService> services(String node) {
        List<NodeService> services = new ArrayList<>();
        reader.scan(Tables.SERVICES, Tables.SERVICES.primary(), Keys.within(node), Watches.NONE)
                .forEach(row -> services.add(row.service()));
        return services;
    }

    /// The checks of a node and of its services.
    public Iterable<HealthCheck> checks(String node) {
        return reader.scan(Tables.CHECKS, Tables.CHECKS.primary(), Keys.within(node), Watches.NONE);
    }

    /// All coordinates.
    public Iterable<NodeCoordinate> coordinates() {
        return reader.all(Tables.COORDINATES, Watches.NONE);
    }

    /// All sessions.
    public Iterable<Session> sessions() {
        return reader.all(Tables.SESSIONS, Watches.NONE);
    }

    /// All keys.
    public Iterable<KvEntry> kv() {
        return reader.all(Tables.KVS, Watches.NONE);
    }

    /// All tombstones.
    public Iterable<KvEntry> tombstones() {
        return reader.all(Tables.TOMBSTONES, Watches.NONE);
    }

    /// All prepared queries.
    public Iterable<PreparedQuery> preparedQueries() {
        List<PreparedQuery> queries = new ArrayList<>();
        reader.all(Tables.PREPARED_QUERIES, Watches.NONE).forEach(row -> queries.add(row.query()));
        return queries;
    }

    /// All tokens, those too that have run out.
    public Iterable<AclToken> tokens() {
        return reader.all(Tables.ACL_TOKENS, Watches.NONE);
    }

    /// All policies.
    public Iterable<AclPolicy> policies() {
        return reader.all(Tables.ACL_POLICIES, Watches.NONE);
    }

    /// All roles.
    public Iterable<AclRole> roles() {
        return reader.all(Tables.ACL_ROLES, Watches.NONE);
    }

    /// All binding rules.
    public Iterable<AclBindingRule> bindingRules() {
        return reader.all(Tables.ACL_BINDING_RULES, Watches.NONE);
    }

    /// All auth methods.
    public Iterable<AclAuthMethod> authMethods() {
        return reader.all(Tables.ACL_AUTH_METHODS, Watches.NONE);
    }

    /// The mesh's roots.
    public Iterable<CaRoot> caRoots() {
        return reader.all(Tables.CA_ROOTS, Watches.NONE);
    }

    /// What built-in authorities keep.
    public Iterable<CaConsulProviderState> caProviders() {
        return reader.all(Tables.CA_PROVIDERS, Watches.NONE);
    }

    /// The configuration of the mesh's authority; null when there is none.
    public @Nullable CaConfiguration caConfig() {
        return reader.get(Tables.CA_CONFIG, Key.EMPTY, Watches.NONE);
    }

    /// Autopilot's configuration.
    public @Nullable AutopilotConfig autopilot() {
        return reader.get(Tables.AUTOPILOT, Key.EMPTY, Watches.NONE);
    }

    /// The index table.
    public Iterable<IndexEntry> indexes() {
        return reader.all(Tables.INDEXES, Watches.NONE);
    }

    /// The bodies of the records of a type that has no table.
    public List<Bytes> opaque(int type) {
        List<Bytes> bodies = new ArrayList<>();
        reader.scan(Tables.OPAQUE, Tables.OPAQUE.primary(), Tables.opaquePrefix(type), Watches.NONE)
                .forEach(row -> bodies.add(row.body()));
        return bodies;
    }
}
