package io.praetor.server.wire;

import io.praetor.model.acl.AclBootstrapTokensRequest;
import io.praetor.model.operator.RaftRemovePeerRequest;
import io.praetor.model.operator.ServerStats;
import io.praetor.model.request.Indexed;
import io.praetor.model.request.SessionSpecificRequest;
import io.praetor.model.rpc.Empty;
import io.praetor.model.rpc.QueryMeta;
import io.praetor.model.rpc.ReadRequest;
import io.praetor.model.session.Session;
import io.praetor.server.backend.Backend;
import io.praetor.server.endpoint.Acls;
import io.praetor.server.query.ReadOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who answers which method, apart from questions to the replicated state. Filled before the first call, read by many
/// threads afterwards.
public final class Answers {
    private final Map<CallMethod<?, ?>, Function<?, ?>> byMethod = new HashMap<>();

    /// Nobody answers anything yet.
    public Answers() {}

    /// What a backend can answer, for callers anywhere in the cluster.
    ///
    /// @param stats how far the log of this server is
    public static Answers of(Backend backend, Supplier<ServerStats> stats) {
        Answers answers = new Answers();
        answers.writes(backend);
        answers.accessControl(backend.acls());
        answers.servers(backend, stats);
        return answers;
    }

    /// Says who answers a method.
    public <A, R extends @Nullable Object> Answers on(
            CallMethod<A, R> method, Function<A, CompletableFuture<R>> answer) {
        byMethod.put(method, answer);
        return this;
    }

    /// Who answers a method; null for nobody.
    @SuppressWarnings("unchecked") // `on` puts functions of the method's own types
    <A, R extends @Nullable Object> @Nullable Function<A, CompletableFuture<R>> to(CallMethod<A, R> method) {
        return (Function<A, CompletableFuture<R>>) byMethod.get(method);
    }

    private void writes(Backend backend) {
        on(KvMethods.APPLY, backend.kvs()::apply);
        on(KvMethods.TXN_APPLY, backend.txns()::apply);
        on(CatalogMethods.REGISTER, request -> done(backend.catalog().register(request)));
        on(CatalogMethods.DEREGISTER, request -> done(backend.catalog().deregister(request)));
        on(SessionMethods.APPLY, backend.sessions()::apply);
        on(SessionMethods.RENEW, request -> renewed(backend, request));
        on(CoordinateMethods.UPDATE, request -> done(backend.coordinates().update(request)));
        on(
                ConnectCaMethods.CONFIGURATION_SET,
                request -> backend.connectCa().configure(request).<@Nullable Object>thenApply(_ -> null));
        on(ConnectCaMethods.SIGN, backend.connectCa()::sign);
        on(AclInsightMethods.WHY, backend.aclInsight()::why);
        on(AclInsightMethods.OBSERVE, backend.aclInsight()::observe);
        on(PreparedQueryMethods.APPLY, backend.preparedQueries()::apply);
        on(PreparedQueryMethods.EXECUTE, backend.preparedQueries()::execute);
        on(PreparedQueryMethods.EXECUTE_REMOTE, backend.preparedQueries()::executeRemote);
        on(PreparedQueryMethods.EXPLAIN, backend.preparedQueries()::explain);
    }

    private void accessControl(Acls acls) {
        on(AclMethods.BOOTSTRAP_TOKENS, acls::bootstrap);
        on(AclMethods.TOKEN_SET, acls::setToken);
        on(AclMethods.TOKEN_CLONE, acls::cloneToken);
        on(AclMethods.TOKEN_DELETE, acls::deleteToken);
        on(AclMethods.POLICY_SET, acls::setPolicy);
        on(AclMethods.POLICY_DELETE, acls::deletePolicy);
        on(AclMethods.ROLE_SET, acls::setRole);
        on(AclMethods.ROLE_DELETE, acls::deleteRole);
        on(AclMethods.BINDING_RULE_SET, acls::setBindingRule);
        on(AclMethods.BINDING_RULE_DELETE, acls::deleteBindingRule);
        on(AclMethods.AUTH_METHOD_SET, acls::setAuthMethod);
        on(AclMethods.AUTH_METHOD_DELETE, acls::deleteAuthMethod);
        on(AclMethods.LOGIN, acls::login);
        on(AclMethods.OIDC_AUTH_URL, acls::oidcAuthUrl);
        on(AclMethods.OIDC_CALLBACK, acls::oidcCallback);
        on(AclMethods.LOGOUT, acls::logout);
        on(AclMethods.AUTHORIZE, acls::authorize);
        on(AclMethods.REPLICATION_STATUS, acls::replication);
        on(AclMethods.APPLY, acls::applyLegacy);
        on(
                AclMethods.BOOTSTRAP,
                request -> acls.bootstrap(AclBootstrapTokensRequest.of(request.datacenter(), ""))
                        .thenApply(token -> Objects.requireNonNull(token.toLegacy())));
    }

    private void servers(Backend backend, Supplier<ServerStats> stats) {
        on(CatalogMethods.LIST_DATACENTERS, _ -> backend.catalog().datacenters());
        on(CoordinateMethods.LIST_DATACENTERS, _ -> backend.coordinates().datacenters());
        on(OperatorMethods.AUTOPILOT_SET_CONFIGURATION, backend.operator()::setAutopilotConfiguration);
        on(OperatorMethods.RAFT_GET_CONFIGURATION, request -> backend.operator().raftConfiguration(options(request)));
        on(OperatorMethods.SERVER_HEALTH, request -> backend.operator().autopilotHealth(options(request)));
        on(
                OperatorMethods.RAFT_REMOVE_PEER_BY_ADDRESS,
                request -> done(backend.operator().removePeer(byAddress(request))));
        on(
                OperatorMethods.RAFT_REMOVE_PEER_BY_ID,
                request -> done(backend.operator().removePeer(byId(request))));
        on(OperatorMethods.TRANSFER_LEADER, backend.operator()::transferLeader);
        on(OperatorMethods.STATUS_LEADER, request -> backend.status().leader(request.datacenter()));
        on(OperatorMethods.STATUS_PEERS, request -> backend.status().peers(request.datacenter()));
        on(OperatorMethods.STATUS_PING, CompletableFuture::completedFuture);
        on(OperatorMethods.STATUS_RAFT_STATS, _ -> CompletableFuture.completedFuture(stats.get()));
    }

    private static CompletableFuture<Empty> done(CompletableFuture<Void> change) {
        return change.thenApply(_ -> Empty.VALUE);
    }

    private static ReadOptions options(ReadRequest request) {
        return Envelope.read(request.datacenter(), request.options());
    }

    private static CompletableFuture<Indexed<@Nullable List<Session>>> renewed(
            Backend backend, SessionSpecificRequest request) {
        return backend.sessions()
                .renew(request.datacenter(), request.id(), request.options().token())
                .thenApply(session -> session == null
                        ? new Indexed<>(null, QueryMeta.NONE)
                        : new Indexed<>(List.of(session), new QueryMeta(session.modifyIndex(), 0, false, "", false)));
    }

    private static RaftRemovePeerRequest byAddress(RaftRemovePeerRequest request) {
        return new RaftRemovePeerRequest(request.datacenter(), request.address(), "", request.token());
    }

    private static RaftRemovePeerRequest byId(RaftRemovePeerRequest request) {
        return new RaftRemovePeerRequest(request.datacenter(), "", request.id(), request.token());
    }
}
