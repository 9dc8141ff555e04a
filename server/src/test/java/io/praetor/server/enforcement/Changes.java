package io.praetor.server.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.Bytes;
import io.praetor.model.acl.AclAuthorization;
import io.praetor.model.acl.AclAuthorizationRequest;
import io.praetor.model.acl.AclBootstrapTokensRequest;
import io.praetor.model.acl.AclDeleteRequest;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclLoginParams;
import io.praetor.model.acl.AclLoginRequest;
import io.praetor.model.acl.AclLogoutRequest;
import io.praetor.model.acl.AclObserveRequest;
import io.praetor.model.acl.AclOidcAuthUrlParams;
import io.praetor.model.acl.AclOidcAuthUrlRequest;
import io.praetor.model.acl.AclOidcCallbackParams;
import io.praetor.model.acl.AclOidcCallbackRequest;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclTokenSetRequest;
import io.praetor.model.acl.AclWhyRequest;
import io.praetor.model.acl.LegacyAcl;
import io.praetor.model.acl.LegacyAclRequest;
import io.praetor.model.connect.CaConfiguration;
import io.praetor.model.connect.CaRequest;
import io.praetor.model.connect.SpiffeId;
import io.praetor.model.coordinate.CoordinateUpdateRequest;
import io.praetor.model.event.EventFireRequest;
import io.praetor.model.event.UserEvent;
import io.praetor.model.event.UserEventPayload;
import io.praetor.model.kv.KvOp;
import io.praetor.model.operator.AutopilotSetConfigRequest;
import io.praetor.model.operator.KeyringRequest;
import io.praetor.model.operator.RaftRemovePeerRequest;
import io.praetor.model.operator.TransferLeaderRequest;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.PreparedQueryExecuteRemoteRequest;
import io.praetor.model.query.PreparedQueryExecuteRequest;
import io.praetor.model.query.PreparedQueryRequest;
import io.praetor.model.query.QuerySource;
import io.praetor.model.request.DcSpecificRequest;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.model.txn.TxnRequest;
import io.praetor.server.endpoint.Acls;
import io.praetor.server.endpoint.Coordinates;
import io.praetor.server.leader.AutopilotDefaults;
import io.praetor.server.query.CaConfigurationGet;
import io.praetor.server.query.CaRootsGet;
import io.praetor.server.query.PreparedQueryExplain;
import io.praetor.server.query.ReadOptions;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// What the table has besides questions: mostly what changes something. Each brings about what it needs, as somebody
/// who may do everything, and leaves the state to be reset.
final class Changes {
    private static final String N1 = "{'Node':'n1','ID':'22222222-2222-4222-8222-222222222222','Address':'10.0.0.1'";
    private static final String SAME_NODE = "{'Node':'n1','SkipNodeUpdate':true";
    private static final String OLD = "{'Node':'old','ID':'33333333-3333-4333-8333-333333333333','Address':'10.0.0.3'}";
    private static final String OTHER = SAME_NODE + ",'Service':{'ID':'other-1','Service':'other'}}";

    private final Map<String, Operation> operations = new TreeMap<>();
    private final AtomicInteger made = new AtomicInteger();

    private Changes() {
        keys();
        authority();
        registrations();
        deregistrations();
        sessions();
        preparedQueries();
        operators();
        accessControl();
        aclInsight();
        gossip();
        operations.put(
                "Coordinates.update",
                (server, by) -> GuardedServer.get(server.backend()
                        .coordinates()
                        .update(new CoordinateUpdateRequest("dc1", "n1", "", Coordinates.ORIGIN, by))));
        operations.put(
                "Coordinates.datacenters",
                (server, _) -> GuardedServer.get(server.backend().coordinates().datacenters()));
        operations.put(
                "Catalog.datacenters",
                (server, _) -> GuardedServer.get(server.backend().catalog().datacenters()));
        operations.put(
                "Status.leader",
                (server, _) -> GuardedServer.get(server.backend().status().leader("dc1")));
        operations.put(
                "Status.peers",
                (server, _) -> GuardedServer.get(server.backend().status().peers("dc1")));
    }

    /// @param transactions names of operations of transactions, without `Txns.apply`
    static Map<String, Operation> all(List<String> transactions) {
        Changes changes = new Changes();
        for (String name : transactions) {
            changes.operations.put("Txns.apply " + name, (server, by) -> {
                server.register("{'Node':'n2','Address':'10.0.0.2'}", GuardedServer.ROOT);
                server.register(OLD, GuardedServer.ROOT);
                server.register(OTHER, GuardedServer.ROOT);
                TxnRequest request = new TxnRequest("dc1", List.of(TxnOps.of(server, name)), by);
                return GuardedServer.get(server.backend().txns().apply(request));
            });
        }
        return changes.operations;
    }

    private void keys() {
        for (String op :
                List.of(KvOp.SET, KvOp.CAS, KvOp.LOCK, KvOp.UNLOCK, KvOp.DELETE, KvOp.DELETE_CAS, KvOp.DELETE_TREE)) {
            operations.put("Kvs.apply " + op, (server, by) -> {
                String session = op.equals(KvOp.LOCK) || op.equals(KvOp.UNLOCK) ? server.session() : "";
                String key = op.equals(KvOp.DELETE_TREE) ? "app/" : "app/a";
                return server.kv(op, key, server.entry().modifyIndex(), session, by);
            });
        }
    }

    private void register(String name, String before, String json) {
        operations.put("Catalog.register " + name, (server, by) -> {
            if (!before.isEmpty()) {
                server.register(before, GuardedServer.ROOT);
            }
            server.register(json, by);
            return true;
        });
    }

    private void registrations() {
        register("node", "", "{'Node':'n2','Address':'10.0.0.2'}");
        register("service", "", N1 + ",'Service':{'ID':'web-1','Service':'web','Port':8}}");
        register(
                "node-changed",
                "",
                "{'Node':'n1','Address':'10.9.9.9','ID':'22222222-2222-4222-8222-222222222222','Service':{'ID':'web-1','Service':'web'}}");
        register("taking-an-id", "", SAME_NODE + ",'Service':{'ID':'Web-1','Service':'other'}}");
        register(
                "proxy",
                "",
                SAME_NODE
                        + ",'Service':{'ID':'proxy-1','Service':'web-proxy','Kind':'connect-proxy','Port':2,'Proxy':{'DestinationServiceName':'web'}}}");
        register("node-check", "", SAME_NODE + ",'Check':{'CheckID':'disk','Status':'warning'}}");
        register("service-check", "", SAME_NODE + ",'Check':{'CheckID':'web-check','ServiceID':'web-1'}}");
        register(
                "own-check",
                "",
                SAME_NODE
                        + ",'Service':{'ID':'web-1','Service':'web'},'Checks':[{'CheckID':'another','ServiceID':'web-1'}]}");
        register("taking-a-check", OTHER, SAME_NODE + ",'Check':{'CheckID':'WEB-check','ServiceID':'other-1'}}");
        register("renaming", OLD, "{'Node':'new','ID':'33333333-3333-4333-8333-333333333333','Address':'10.0.0.3'}");
    }

    private void deregister(String name, String json) {
        operations.put("Catalog.deregister " + name, (server, by) -> {
            server.register("{'Node':'n2','Address':'10.0.0.2'}", GuardedServer.ROOT);
            server.deregister(json, by);
            return true;
        });
    }

    private void deregistrations() {
        deregister("node", "{'Node':'n2'}");
        deregister("service", "{'Node':'n1','ServiceID':'web-1'}");
        deregister("service-check", "{'Node':'n1','CheckID':'web-check'}");
        deregister("node-check", "{'Node':'n1','CheckID':'disk'}");
    }

    private void sessions() {
        operations.put("Sessions.apply create", (server, by) -> {
            Session session = new Session("", "", "n1", 0, "", "", List.of(), null, null, 0, 0);
            return GuardedServer.get(
                    server.backend().sessions().apply(new SessionRequest("dc1", SessionRequest.CREATE, session, by)));
        });
        operations.put("Sessions.apply destroy", (server, by) -> {
            Session session = Session.CODEC.zero().withId(server.newSession());
            return GuardedServer.get(
                    server.backend().sessions().apply(new SessionRequest("dc1", SessionRequest.DESTROY, session, by)));
        });
        operations.put(
                "Sessions.renew",
                (server, by) -> GuardedServer.get(server.backend().sessions().renew("dc1", server.session(), by)));
    }

    private static Operation query(String op, String json) {
        return (server, by) -> {
            PreparedQuery query = GuardedServer.parse(PreparedQuery.CODEC, json);
            boolean create = op.equals(PreparedQueryRequest.CREATE);
            String id = create ? "" : server.query("q-old", "", "", "web");
            PreparedQuery meant = query.session().isEmpty() ? query : server.boundTo(query, server.session());
            try {
                return GuardedServer.get(server.backend()
                        .preparedQueries()
                        .apply(new PreparedQueryRequest("dc1", op, meant.withId(id), by)));
            } finally {
                server.forget("q-old", "q-new", "q-renamed", "q-template");
            }
        };
    }

    private void preparedQueries() {
        String name = "PreparedQueries.apply ";
        String service = ",'Service':{'Service':'web'}}";
        operations.put(name + "create", query(PreparedQueryRequest.CREATE, "{'Name':'q-new'" + service));
        operations.put(
                name + "create template",
                query(
                        PreparedQueryRequest.CREATE,
                        "{'Name':'q-template','Template':{'Type':'name_prefix_match'}" + service));
        operations.put(name + "create unnamed", query(PreparedQueryRequest.CREATE, "{'Session':'bound'" + service));
        operations.put(name + "update", query(PreparedQueryRequest.UPDATE, "{'Name':'q-renamed'" + service));
        operations.put(name + "delete", query(PreparedQueryRequest.DELETE, "{}"));
        operations.put(
                "PreparedQueries.explain",
                (server, by) -> GuardedServer.get(
                                server.backend().preparedQueries().explain(execution("q-web", by)))
                        .query());
        operations.put(
                "PreparedQueries.execute",
                (server, by) -> GuardedServer.get(
                                server.backend().preparedQueries().execute(execution("q-web", by)))
                        .nodes());
        operations.put(
                "PreparedQueries.execute captured",
                (server, by) -> GuardedServer.get(
                                server.backend().preparedQueries().execute(execution("q-tok", by)))
                        .nodes());
        operations.put("PreparedQueries.executeRemote", (server, by) -> {
            PreparedQuery query = server.ask(new PreparedQueryExplain("q-web", ""), GuardedServer.ROOT);
            return GuardedServer.get(server.backend()
                            .preparedQueries()
                            .executeRemote(
                                    new PreparedQueryExecuteRemoteRequest("dc1", query, 0, false, QueryOptions.of(by))))
                    .nodes();
        });
    }

    private static PreparedQueryExecuteRequest execution(String name, String by) {
        return new PreparedQueryExecuteRequest(
                "dc1", name, 0, false, QuerySource.NONE, QuerySource.NONE, QueryOptions.of(by));
    }

    private void operators() {
        operations.put(
                "Operator.raftConfiguration",
                (server, by) ->
                        GuardedServer.get(server.backend().operator().raftConfiguration(ReadOptions.NOW.as(by))));
        operations.put(
                "Operator.autopilotHealth",
                (server, by) -> GuardedServer.get(server.backend().operator().autopilotHealth(ReadOptions.NOW.as(by))));
        operations.put(
                "Operator.removePeer",
                (server, by) -> GuardedServer.get(
                        server.backend().operator().removePeer(new RaftRemovePeerRequest("dc1", "", "nobody", by))));
        operations.put(
                "Operator.transferLeader",
                (server, by) -> GuardedServer.get(
                        server.backend().operator().transferLeader(new TransferLeaderRequest("dc1", "nobody", by))));
        operations.put(
                "Operator.setAutopilotConfiguration",
                (server, by) -> GuardedServer.get(server.backend()
                        .operator()
                        .setAutopilotConfiguration(
                                new AutopilotSetConfigRequest("dc1", AutopilotDefaults.CONFIG, false, by))));
        operations.put("Snapshots.save", (server, by) -> {
            GuardedServer.get(server.backend().snapshots().save(ReadOptions.NOW.as(by)))
                    .close();
            return true;
        });
        operations.put("Snapshots.restore", (server, by) -> {
            server.backend().snapshots().restore("dc1", by, new ByteArrayInputStream(new byte[] {1, 2, 3}));
            return true;
        });
    }

    private void authority() {
        operations.put("ConnectCa.configure", (server, by) -> {
            CaConfiguration same = Objects.requireNonNull(server.ask(new CaConfigurationGet(), GuardedServer.ROOT));
            return GuardedServer.get(server.backend().connectCa().configure(CaRequest.configure("dc1", same, by)));
        });
        operations.put("ConnectCa.sign service", (server, by) -> {
            String domain = server.ask(new CaRootsGet(), GuardedServer.ROOT).trustDomain();
            return GuardedServer.get(server.backend()
                    .connectCa()
                    .sign(GuardedServer.certificate(new SpiffeId.Service(domain, "default", "dc1", "web"), by)));
        });
        operations.put(
                "ConnectCa.sign agent",
                (server, by) -> GuardedServer.get(server.backend()
                        .connectCa()
                        .sign(GuardedServer.certificate(new SpiffeId.Agent("unknown", "dc1", "n1"), by))));
    }

    private void accessControl() {
        acl("setToken", (acls, by) -> acls.setToken(new AclTokenSetRequest("dc1", AclToken.CODEC.zero(), true, by)));
        acl(
                "cloneToken",
                (acls, by) -> acls.cloneToken(new AclTokenSetRequest(
                        "dc1", AccessObjects.newToken(GuardedServer.ASKER, AclGrants.NONE), true, by)));
        acl("deleteToken", (acls, by) -> acls.deleteToken(unknown(by)));
        acl("setPolicy", (acls, by) -> acls.setPolicy(AccessObjects.set(AccessObjects.newPolicy(unique()), by)));
        acl("deletePolicy", (acls, by) -> acls.deletePolicy(unknown(by)));
        acl("setRole", (acls, by) -> acls.setRole(AccessObjects.set(AccessObjects.newRole(unique()), by)));
        acl("deleteRole", (acls, by) -> acls.deleteRole(unknown(by)));
        acl("setBindingRule", (acls, by) -> acls.setBindingRule(AccessObjects.set(AccessObjects.newRule(), by)));
        acl("deleteBindingRule", (acls, by) -> acls.deleteBindingRule(unknown(by)));
        acl("setAuthMethod", (acls, by) -> acls.setAuthMethod(AccessObjects.set(AccessObjects.newMethod("m"), by)));
        acl("deleteAuthMethod", (acls, by) -> acls.deleteAuthMethod(unknown(by)));
        acl(
                "applyLegacy set",
                (acls, by) -> acls.applyLegacy(new LegacyAclRequest("dc1", LegacyAclRequest.SET, legacy(), by)));
        acl(
                "applyLegacy delete",
                (acls, by) -> acls.applyLegacy(new LegacyAclRequest("dc1", LegacyAclRequest.DELETE, legacy(), by)));
        acl("login", (acls, _) -> acls.login(new AclLoginRequest("dc1", new AclLoginParams("m", "x.y.z", null), "")));
        acl(
                "oidcAuthUrl",
                (acls, _) -> refused(
                        acls.oidcAuthUrl(new AclOidcAuthUrlRequest(
                                "dc1", new AclOidcAuthUrlParams("m", "http://localhost/", "", null), "")),
                        "not of type"));
        acl(
                "oidcCallback",
                (acls, _) -> refused(
                        acls.oidcCallback(
                                new AclOidcCallbackRequest("dc1", new AclOidcCallbackParams("m", "s", "c", ""), "")),
                        "Invalid or expired state"));
        acl(
                "replication",
                (acls, by) ->
                        acls.replication(new DcSpecificRequest("dc1", null, QuerySource.NONE, QueryOptions.of(by))));
        acl(
                "authorize",
                (acls, by) -> acls.authorize(new AclAuthorizationRequest(
                        "dc1", List.of(new AclAuthorization("key", "app/a", "read", false)), QueryOptions.of(by))));
        // who they are for is not in the table: the first comer, and whoever logged in
        acl(
                "bootstrap",
                (acls, _) -> refused(acls.bootstrap(AclBootstrapTokensRequest.of("dc1", "")), "no longer allowed"));
        acl("logout", (acls, by) -> refused(acls.logout(new AclLogoutRequest("dc1", by)), "ACL not found"));
    }

    @FunctionalInterface
    private interface AclCall {
        CompletableFuture<?> run(Acls acls, String by);
    }

    private void aclInsight() {
        AclAuthorization wanted = new AclAuthorization("key", "app/a", "read", false);
        operations.put(
                "AclInsight.why own",
                (server, by) ->
                        GuardedServer.get(server.backend().aclInsight().why(new AclWhyRequest("dc1", "", wanted, by))));
        operations.put("AclInsight.why other", (server, by) -> {
            AclToken other = GuardedServer.get(server.backend()
                    .acls()
                    .setToken(new AclTokenSetRequest(
                            "dc1", AccessObjects.newToken("", AclGrants.NONE), true, GuardedServer.ROOT)));
            server.give(other.secretId(), Grant.only(Set.of()));
            return GuardedServer.get(
                    server.backend().aclInsight().why(new AclWhyRequest("dc1", other.accessorId(), wanted, by)));
        });
        operations.put(
                "AclInsight.observe",
                (server, by) -> GuardedServer.get(server.backend()
                        .aclInsight()
                        .observe(new AclObserveRequest("dc1", GuardedServer.ASKER, 0, false, by))));
    }

    private void acl(String name, AclCall call) {
        operations.put(
                "Acls." + name,
                (server, by) -> GuardedServer.get(call.run(server.backend().acls(), by)));
    }

    private static CompletableFuture<?> refused(CompletableFuture<?> call, String expected) {
        return call.handle((_, failure) -> {
            assertThat(failure == null || String.valueOf(failure.getMessage()).contains(expected))
                    .isTrue();
            return expected;
        });
    }

    private static AclDeleteRequest unknown(String by) {
        return new AclDeleteRequest("dc1", "e3d1a1a0-0000-4000-8000-000000000000", by);
    }

    private static LegacyAcl legacy() {
        return new LegacyAcl("e3d1a1a0-0000-4000-8000-000000000000", "n", AclToken.CLIENT, "", 0, 0);
    }

    private String unique() {
        return "made-" + made.incrementAndGet();
    }

    private void gossip() {
        operations.put("EventFire.fire", (server, by) -> event(server, "deploy", by));
        operations.put("EventFire.fire disguised", (server, by) -> event(server, "_rexec", by));
        for (String op :
                List.of(KeyringRequest.LIST, KeyringRequest.INSTALL, KeyringRequest.USE, KeyringRequest.REMOVE)) {
            operations.put(
                    "Keyring.operate " + op,
                    (server, by) -> GuardedServer.get(server.backend()
                            .keyring()
                            .operate(new KeyringRequest(op, "", "dc1", false, 0, false, QueryOptions.of(by)))));
        }
    }

    /// @param inside the name that agents will read
    private static Object event(GuardedServer server, String inside, String by) throws Exception {
        UserEvent event = new UserEvent("", inside, null, "", "", "", UserEvent.VERSION, 0);
        Bytes payload = Bytes.of(UserEventPayload.encode(event));
        GuardedServer.get(
                server.backend().events().fire(new EventFireRequest("dc1", "deploy", payload, QueryOptions.of(by))));
        return true;
    }
}
