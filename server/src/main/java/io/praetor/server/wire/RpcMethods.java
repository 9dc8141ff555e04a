package io.praetor.server.wire;

import io.praetor.server.query.Query;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Every method there is, to be found by its name or by the question it answers.
public final class RpcMethods {
    private final Map<String, Method> byName = new TreeMap<>();
    private final Map<Class<?>, ReadMethod<?, ?>> byQuery = new HashMap<>();
    private final Set<String> services = new HashSet<>();

    /// All of them.
    public RpcMethods() {
        this(
                catalog(),
                health(),
                kv(),
                sessions(),
                coordinates(),
                preparedQueries(),
                operator(),
                internal(),
                connectCa(),
                accessControl(),
                accessControlReads(),
                aclInsight());
    }

    @SafeVarargs
    private RpcMethods(List<Method>... groups) {
        for (List<Method> group : groups) {
            group.forEach(this::add);
        }
    }

    /// Those of callers without a certificate, which are not among all the others.
    public static RpcMethods ofEnrolment() {
        return new RpcMethods(EnrolmentMethods.ALL);
    }

    private static List<Method> catalog() {
        return List.of(
                CatalogMethods.REGISTER,
                CatalogMethods.DEREGISTER,
                CatalogMethods.LIST_DATACENTERS,
                CatalogMethods.LIST_NODES,
                CatalogMethods.LIST_SERVICES,
                CatalogMethods.SERVICE_LIST,
                CatalogMethods.SERVICE_NODES,
                CatalogMethods.NODE_SERVICE_LIST,
                CatalogMethods.NODE_SERVICES,
                CatalogMethods.GATEWAY_SERVICES);
    }

    private static List<Method> health() {
        return List.of(
                HealthMethods.CHECKS_IN_STATE,
                HealthMethods.NODE_CHECKS,
                HealthMethods.SERVICE_CHECKS,
                HealthMethods.SERVICE_NODES);
    }

    private static List<Method> kv() {
        return List.of(
                KvMethods.APPLY,
                KvMethods.GET,
                KvMethods.LIST,
                KvMethods.LIST_KEYS,
                KvMethods.TXN_APPLY,
                KvMethods.TXN_READ);
    }

    private static List<Method> sessions() {
        return List.of(
                SessionMethods.APPLY,
                SessionMethods.RENEW,
                SessionMethods.GET,
                SessionMethods.LIST,
                SessionMethods.NODE_SESSIONS);
    }

    private static List<Method> coordinates() {
        return List.of(
                CoordinateMethods.UPDATE,
                CoordinateMethods.LIST_DATACENTERS,
                CoordinateMethods.LIST_NODES,
                CoordinateMethods.NODE);
    }

    private static List<Method> preparedQueries() {
        return List.of(
                PreparedQueryMethods.APPLY,
                PreparedQueryMethods.EXECUTE,
                PreparedQueryMethods.EXECUTE_REMOTE,
                PreparedQueryMethods.EXPLAIN,
                PreparedQueryMethods.GET,
                PreparedQueryMethods.LIST);
    }

    private static List<Method> aclInsight() {
        return List.of(AclInsightMethods.WHY, AclInsightMethods.OBSERVE);
    }

    private static List<Method> operator() {
        return List.of(
                OperatorMethods.AUTOPILOT_GET_CONFIGURATION,
                OperatorMethods.AUTOPILOT_SET_CONFIGURATION,
                OperatorMethods.RAFT_GET_CONFIGURATION,
                OperatorMethods.RAFT_REMOVE_PEER_BY_ADDRESS,
                OperatorMethods.RAFT_REMOVE_PEER_BY_ID,
                OperatorMethods.SERVER_HEALTH,
                OperatorMethods.TRANSFER_LEADER,
                OperatorMethods.STATUS_LEADER,
                OperatorMethods.STATUS_PEERS,
                OperatorMethods.STATUS_PING,
                OperatorMethods.STATUS_RAFT_STATS);
    }

    private static List<Method> internal() {
        return List.of(
                InternalMethods.EVENT_FIRE,
                InternalMethods.KEYRING_OPERATION,
                InternalMethods.NODE_INFO,
                InternalMethods.NODE_DUMP,
                InternalMethods.SERVICE_DUMP);
    }

    private static List<Method> connectCa() {
        return List.of(
                ConnectCaMethods.CONFIGURATION_GET,
                ConnectCaMethods.CONFIGURATION_SET,
                ConnectCaMethods.ROOTS,
                ConnectCaMethods.SIGN);
    }

    private static List<Method> accessControl() {
        return List.of(
                AclMethods.BOOTSTRAP_TOKENS,
                AclMethods.TOKEN_SET,
                AclMethods.TOKEN_CLONE,
                AclMethods.TOKEN_DELETE,
                AclMethods.POLICY_SET,
                AclMethods.POLICY_DELETE,
                AclMethods.ROLE_SET,
                AclMethods.ROLE_DELETE,
                AclMethods.BINDING_RULE_SET,
                AclMethods.BINDING_RULE_DELETE,
                AclMethods.AUTH_METHOD_SET,
                AclMethods.AUTH_METHOD_DELETE,
                AclMethods.LOGIN,
                AclMethods.OIDC_AUTH_URL,
                AclMethods.OIDC_CALLBACK,
                AclMethods.LOGOUT,
                AclMethods.AUTHORIZE,
                AclMethods.REPLICATION_STATUS,
                AclMethods.APPLY,
                AclMethods.BOOTSTRAP);
    }

    private static List<Method> accessControlReads() {
        return List.of(
                AclReadMethods.TOKEN_READ,
                AclReadMethods.TOKEN_LIST,
                AclReadMethods.TOKEN_BATCH_READ,
                AclReadMethods.POLICY_READ,
                AclReadMethods.POLICY_LIST,
                AclReadMethods.POLICY_BATCH_READ,
                AclReadMethods.POLICY_RESOLVE,
                AclReadMethods.ROLE_READ,
                AclReadMethods.ROLE_LIST,
                AclReadMethods.ROLE_BATCH_READ,
                AclReadMethods.ROLE_RESOLVE,
                AclReadMethods.BINDING_RULE_READ,
                AclReadMethods.BINDING_RULE_LIST,
                AclReadMethods.AUTH_METHOD_READ,
                AclReadMethods.AUTH_METHOD_LIST,
                AclReadMethods.OIDC_METHODS,
                AclReadMethods.GET,
                AclReadMethods.LIST);
    }

    private void add(Method method) {
        Method other = byName.put(method.name(), method);
        if (other != null) {
            throw new IllegalStateException("two methods are called " + method.name());
        }
        services.add(service(method.name()));
        if (method instanceof ReadMethod<?, ?> read) {
            for (Class<?> query : read.queries()) {
                byQuery.put(query, read);
            }
        }
    }

    private static String service(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    /// All of them, by name.
    public List<Method> all() {
        return List.copyOf(byName.values());
    }

    /// The method with this name; null for none.
    public @Nullable Method named(String name) {
        return byName.get(name);
    }

    /// What a call of a method that is not there is refused with.
    public String refusal(String name) {
        String service = service(name);
        if (service.isEmpty()) {
            return "rpc: service/method request ill-formed: " + name;
        }
        return (services.contains(service) ? "rpc: can't find method " : "rpc: can't find service ") + name;
    }

    /// The method that asks this question of a server; null when only the server itself can answer it.
    @SuppressWarnings("unchecked") // a method is found under the classes of the questions it was described for
    public <T extends @Nullable Object> @Nullable ReadMethod<Query<T>, T> of(Query<T> query) {
        return (ReadMethod<Query<T>, T>) byQuery.get(query.getClass());
    }
}
