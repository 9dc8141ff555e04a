package io.praetor.server.state;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclLink;
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
import io.praetor.model.session.Session;
import io.praetor.store.Index;
import io.praetor.store.Key;
import io.praetor.store.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tables of the state (`state-and-index.md` §1) and the ways to find their rows.
final class Tables {
    static final Index<Node> NODE_ID = Index.multi("id", node -> node.id().isEmpty() ? null : Keys.name(node.id()));
    static final Index<Node> NODE_META = Index.multiAll("meta", node -> metaKeys(node.meta()));
    static final Table<Node> NODES =
            Table.of("nodes", Index.unique("name", node -> Keys.name(node.node())), NODE_ID, NODE_META);

    static final Index<ServiceRow> SERVICE_NAME =
            Index.multi("service", row -> Keys.name(row.service().service()));
    static final Index<ServiceRow> SERVICE_CONNECT = Index.multi("connect", Tables::connectKey);
    static final Index<ServiceRow> SERVICE_KIND =
            Index.multi("kind", row -> Keys.name(row.service().kind()));
    static final Table<ServiceRow> SERVICES = Table.of(
            "services",
            Index.unique("id", row -> Keys.names(row.node(), row.service().id())),
            SERVICE_NAME,
            SERVICE_CONNECT,
            SERVICE_KIND);

    /// Derived from [#SERVICES].
    static final Table<TagRow> TAGS =
            Table.of("service-tags", Index.unique("id", row -> tagKey(row.service(), row.tag())));

    static final Index<HealthCheck> CHECK_STATUS = Index.multi("status", check -> Keys.exact(check.status()));
    static final Index<HealthCheck> CHECK_SERVICE =
            Index.multi("service", check -> check.serviceName().isEmpty() ? null : Keys.name(check.serviceName()));
    /// By node and service ID; the checks of the node itself have an empty one.
    static final Index<HealthCheck> CHECK_INSTANCE =
            Index.multi("instance", check -> Keys.names(check.node(), check.serviceId()));
    static final Table<HealthCheck> CHECKS = Table.of(
            "checks",
            Index.unique("id", check -> Keys.names(check.node(), check.checkId())),
            CHECK_STATUS,
            CHECK_SERVICE,
            CHECK_INSTANCE);

    static final Index<KvEntry> KV_SESSION =
            Index.multi("session", entry -> entry.session().isEmpty() ? null : Keys.name(entry.session()));
    static final Table<KvEntry> KVS =
            Table.of("kvs", Index.unique("key", entry -> Keys.exact(entry.key())), KV_SESSION);

    static final Index<KvEntry> TOMBSTONE_AGE = Index.multi(
            "age", entry -> Key.builder().longBigEndian(entry.modifyIndex()).build());
    static final Table<KvEntry> TOMBSTONES =
            Table.of("tombstones", Index.unique("key", entry -> Keys.exact(entry.key())), TOMBSTONE_AGE);

    static final Index<Session> SESSION_NODE = Index.multi("node", session -> Keys.name(session.node()));
    static final Table<Session> SESSIONS =
            Table.of("sessions", Index.unique("id", session -> Keys.name(session.id())), SESSION_NODE);

    static final Index<SessionCheckRow> SESSION_CHECK_SESSION = Index.multi("session", row -> Keys.name(row.session()));
    static final Table<SessionCheckRow> SESSION_CHECKS = Table.of(
            "session_checks",
            Index.unique("id", row -> Keys.names(row.node(), row.checkId(), row.session())),
            SESSION_CHECK_SESSION);

    static final Index<PreparedQueryRow> QUERY_NAME = Index.multi(
            "name",
            row -> row.query().isTemplate() || row.query().name().isEmpty()
                    ? null
                    : Keys.name(row.query().name()));
    static final Index<PreparedQueryRow> QUERY_TEMPLATE = Index.multi(
            "template", row -> row.query().isTemplate() ? Keys.name(row.query().name()) : null);
    static final Index<PreparedQueryRow> QUERY_SESSION = Index.multi(
            "session",
            row -> row.query().session().isEmpty()
                    ? null
                    : Keys.name(row.query().session()));
    static final Table<PreparedQueryRow> PREPARED_QUERIES = Table.of(
            "prepared-queries",
            Index.unique("id", row -> Keys.name(row.query().id())),
            QUERY_NAME,
            QUERY_TEMPLATE,
            QUERY_SESSION);

    static final Table<NodeCoordinate> COORDINATES =
            Table.of("coordinates", Index.unique("id", row -> Keys.names(row.node(), row.segment())));

    static final Table<AutopilotConfig> AUTOPILOT = Table.of("autopilot-config", Index.unique("id", _ -> Key.EMPTY));

    static final Index<TopologyRow> TOPOLOGY_DOWNSTREAM = Index.multi("downstream", row -> Keys.name(row.downstream()));
    static final Table<TopologyRow> TOPOLOGY = Table.of(
            "mesh-topology",
            Index.unique("id", row -> Keys.names(row.upstream(), row.downstream())),
            TOPOLOGY_DOWNSTREAM);

    /// Tokens of the old kind have no accessor until they are upgraded.
    static final Index<AclToken> TOKEN_ACCESSOR = Index.multi("accessor", token -> Keys.name(token.accessorId()));
    static final Index<AclToken> TOKEN_POLICY =
            Index.multiAll("policy", token -> linkKeys(token.grants().policyLinks()));
    static final Index<AclToken> TOKEN_ROLE =
            Index.multiAll("role", token -> linkKeys(token.grants().roleLinks()));
    static final Index<AclToken> TOKEN_METHOD =
            Index.multi("method", token -> token.authMethod().isEmpty() ? null : Keys.name(token.authMethod()));
    static final Index<AclToken> TOKEN_EXPIRY = Index.multi("expiry", Tables::expiryKey);
    static final Table<AclToken> ACL_TOKENS = Table.of(
            "acl-tokens",
            Index.unique("secret", token -> Keys.exact(token.secretId())),
            TOKEN_ACCESSOR,
            TOKEN_POLICY,
            TOKEN_ROLE,
            TOKEN_METHOD,
            TOKEN_EXPIRY);

    static final Index<AclPolicy> POLICY_NAME = Index.multi("name", policy -> Keys.name(policy.name()));
    static final Table<AclPolicy> ACL_POLICIES =
            Table.of("acl-policies", Index.unique("id", policy -> Keys.name(policy.id())), POLICY_NAME);

    static final Index<AclRole> ROLE_NAME = Index.multi("name", role -> Keys.name(role.name()));
    static final Index<AclRole> ROLE_POLICY =
            Index.multiAll("policy", role -> linkKeys(role.grants().policyLinks()));
    static final Table<AclRole> ACL_ROLES =
            Table.of("acl-roles", Index.unique("id", role -> Keys.name(role.id())), ROLE_NAME, ROLE_POLICY);

    static final Index<AclBindingRule> RULE_METHOD = Index.multi("method", rule -> Keys.name(rule.authMethod()));
    static final Table<AclBindingRule> ACL_BINDING_RULES =
            Table.of("acl-binding-rules", Index.unique("id", rule -> Keys.name(rule.id())), RULE_METHOD);

    static final Table<AclAuthMethod> ACL_AUTH_METHODS =
            Table.of("acl-auth-methods", Index.unique("name", method -> Keys.name(method.name())));

    static final Table<CaConfiguration> CA_CONFIG = Table.of("connect-ca-config", Index.unique("id", _ -> Key.EMPTY));

    static final Table<CaRoot> CA_ROOTS =
            Table.of("connect-ca-roots", Index.unique("id", root -> Keys.name(root.id())));

    /// What built-in authorities keep: private keys among it.
    static final Table<CaConsulProviderState> CA_PROVIDERS =
            Table.of("connect-ca-builtin", Index.unique("id", row -> Keys.name(row.id())));

    static final Table<IndexEntry> INDEXES = Table.of("index", Index.unique("key", entry -> Keys.name(entry.key())));

    static final Table<OpaqueRow> OPAQUE =
            Table.of("opaque", Index.unique("id", row -> opaqueKey(row.type(), row.sequence())));

    static final List<Table<?>> ALL = List.of(
            NODES,
            SERVICES,
            TAGS,
            CHECKS,
            KVS,
            TOMBSTONES,
            SESSIONS,
            SESSION_CHECKS,
            PREPARED_QUERIES,
            COORDINATES,
            AUTOPILOT,
            TOPOLOGY,
            ACL_TOKENS,
            ACL_POLICIES,
            ACL_ROLES,
            ACL_BINDING_RULES,
            ACL_AUTH_METHODS,
            CA_CONFIG,
            CA_ROOTS,
            CA_PROVIDERS,
            INDEXES,
            OPAQUE);

    private Tables() {}

    /// Where nodes with this pair of metadata are found.
    static Key metaKey(String key, String value) {
        return Keys.exact(key, value);
    }

    private static List<Key> metaKeys(@Nullable Map<String, String> meta) {
        if (meta == null) {
            return List.of();
        }
        return meta.entrySet().stream()
                .map(pair -> metaKey(pair.getKey(), pair.getValue()))
                .toList();
    }

    /// The service that this instance can be reached for over the mesh.
    private static @Nullable Key connectKey(ServiceRow row) {
        NodeService service = row.service();
        if (service.kind().equals(NodeService.CONNECT_PROXY)) {
            return Keys.name(service.proxy().destinationServiceName());
        }
        return service.connect().isNative() ? Keys.name(service.service()) : null;
    }

    private static List<Key> linkKeys(List<AclLink> links) {
        return links.stream().map(link -> Keys.name(link.id())).toList();
    }

    /// Where tokens that run out are found, the earliest first: those of this datacenter apart from those of all.
    static Key expiryPrefix(boolean local) {
        return Key.ofBytes(new byte[] {(byte) (local ? 1 : 0)});
    }

    private static @Nullable Key expiryKey(AclToken token) {
        Instant expiry = token.expirationTime();
        return expiry == null
                ? null
                : Key.builder()
                        .raw(new byte[] {(byte) (token.local() ? 1 : 0)})
                        .longBigEndian(expiry.getEpochSecond() ^ Long.MIN_VALUE)
                        .longBigEndian(expiry.getNano())
                        .build();
    }

    /// Where a tag of a service is counted; the service itself comes before its tags.
    static Key tagKey(String service, @Nullable String tag) {
        return tag == null ? Keys.exact(service, "") : Keys.exact(service, "=" + tag);
    }

    static Key opaqueKey(int type, long sequence) {
        return Key.builder()
                .raw(new byte[] {(byte) type})
                .longBigEndian(sequence)
                .build();
    }

    static Key opaquePrefix(int type) {
        return Key.ofBytes(new byte[] {(byte) type});
    }
}
