package io.praetor.server.enforcement;

import io.praetor.model.acl.AclToken;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.QuerySource;
import io.praetor.model.query.ServiceQuery;
import io.praetor.model.txn.TxnOp;
import io.praetor.server.endpoint.TxnRead;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.AclAuthMethodGet;
import io.praetor.server.query.AclAuthMethodList;
import io.praetor.server.query.AclBindingRuleGet;
import io.praetor.server.query.AclBindingRuleList;
import io.praetor.server.query.AclLegacyGet;
import io.praetor.server.query.AclLegacyList;
import io.praetor.server.query.AclOidcMethods;
import io.praetor.server.query.AclPolicyBatch;
import io.praetor.server.query.AclPolicyGet;
import io.praetor.server.query.AclPolicyList;
import io.praetor.server.query.AclPolicyResolve;
import io.praetor.server.query.AclRoleBatch;
import io.praetor.server.query.AclRoleGet;
import io.praetor.server.query.AclRoleList;
import io.praetor.server.query.AclRoleResolve;
import io.praetor.server.query.AclTokenBatch;
import io.praetor.server.query.AclTokenGet;
import io.praetor.server.query.AclTokenList;
import io.praetor.server.query.AddressOwners;
import io.praetor.server.query.AutopilotGet;
import io.praetor.server.query.CaConfigurationGet;
import io.praetor.server.query.CaRootsGet;
import io.praetor.server.query.CoordinateNode;
import io.praetor.server.query.CoordinateNodes;
import io.praetor.server.query.GatewayServices;
import io.praetor.server.query.HealthChecks;
import io.praetor.server.query.HealthNode;
import io.praetor.server.query.HealthService;
import io.praetor.server.query.HealthState;
import io.praetor.server.query.KvGet;
import io.praetor.server.query.KvKeys;
import io.praetor.server.query.KvList;
import io.praetor.server.query.NodeList;
import io.praetor.server.query.NodeServiceEntries;
import io.praetor.server.query.NodeServiceMap;
import io.praetor.server.query.PreparedQueryExplain;
import io.praetor.server.query.PreparedQueryGet;
import io.praetor.server.query.PreparedQueryInstances;
import io.praetor.server.query.PreparedQueryList;
import io.praetor.server.query.PreparedQueryTarget;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.query.ServiceList;
import io.praetor.server.query.ServiceNames;
import io.praetor.server.query.ServiceNodes;
import io.praetor.server.query.ServicesAtAddress;
import io.praetor.server.query.SessionGet;
import io.praetor.server.query.SessionList;
import io.praetor.server.query.SessionsOfNode;
import io.praetor.server.query.Standing;
import io.praetor.server.query.UiNode;
import io.praetor.server.query.UiNodes;
import io.praetor.server.query.UiServices;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The questions of the table.
final class Questions {
    private final Map<String, Operation> operations = new TreeMap<>();

    private Questions() {
        accessControl();
        ask("AddressOwners", new AddressOwners());
        ask("AutopilotGet", new AutopilotGet());
        ask("CaConfigurationGet", new CaConfigurationGet());
        ask("CaRootsGet", new CaRootsGet());
        ask("CoordinateNode", new CoordinateNode("n1"));
        ask("CoordinateNodes", new CoordinateNodes());
        ask("GatewayServices", new GatewayServices("gw"));
        ask("HealthChecks", new HealthChecks("web", Map.of(), "", Filter.NONE));
        ask("HealthNode", new HealthNode("n1", Filter.NONE));
        ask("HealthService", health(HealthService.Kind.SERVICE));
        ask("HealthService connect", health(HealthService.Kind.CONNECT));
        ask("HealthState", new HealthState("any", Map.of(), "", Filter.NONE));
        ask("KvGet", new KvGet("app/a"));
        ask("KvGet absent", new KvGet("app/none"));
        ask("KvKeys", new KvKeys("app/", ""));
        ask("KvKeys cut", new KvKeys("", "/"));
        ask("KvList", new KvList("app/"));
        ask("NodeList", new NodeList(Map.of(), "", Filter.NONE));
        ask("NodeServiceEntries", new NodeServiceEntries("n1", Filter.NONE));
        ask("NodeServiceMap", new NodeServiceMap("22222222", Filter.NONE));
        preparedQueries();
        ask("ServiceList", new ServiceList(Map.of()));
        ask("ServiceNames", new ServiceNames());
        ask("ServiceNodes", new ServiceNodes("web", false, List.of(), Map.of(), "", Filter.NONE));
        ask("ServiceNodes connect", new ServiceNodes("web", true, List.of(), Map.of(), "", Filter.NONE));
        ask("ServicesAtAddress", new ServicesAtAddress("10.0.0.2", Filter.NONE));
        operations.put("SessionGet", (server, by) -> server.ask(new SessionGet(server.session()), by));
        ask("SessionList", new SessionList());
        ask("SessionsOfNode", new SessionsOfNode("n1"));
        ask("UiNode", new UiNode("n1"));
        ask("UiNodes", new UiNodes(Filter.NONE));
        ask("UiServices", new UiServices(Filter.NONE));
        transactions();
        operations.put("Standings.stand", (server, by) -> {
            try (Standing<?> standing =
                    server.backend().standings().stand(new CoordinateNode("n1"), ReadOptions.NOW.as(by))) {
                return standing == null ? null : standing.answer().value();
            }
        });
    }

    static Map<String, Operation> all() {
        return new Questions().operations;
    }

    private void ask(String name, Query<? extends @Nullable Object> query) {
        operations.put(name, (server, by) -> server.ask(query, by));
    }

    private void accessControl() {
        ask("AclAuthMethodGet", new AclAuthMethodGet("m"));
        ask("AclAuthMethodList", new AclAuthMethodList());
        accessControl(
                "AclBindingRuleGet",
                objects -> new AclBindingRuleGet(objects.rule().id()));
        ask("AclBindingRuleList", new AclBindingRuleList(""));
        ask("AclBindingRuleList of", new AclBindingRuleList("m"));
        accessControl("AclLegacyGet", objects -> new AclLegacyGet(objects.oldSecret()));
        ask("AclLegacyList", new AclLegacyList());
        ask("AclOidcMethods", new AclOidcMethods());
        accessControl(
                "AclPolicyBatch",
                objects -> new AclPolicyBatch(List.of(objects.policy().id())));
        accessControl(
                "AclPolicyGet", objects -> new AclPolicyGet(objects.policy().id(), ""));
        ask("AclPolicyGet built-in", new AclPolicyGet("", "builtin/global-read-only"));
        ask("AclPolicyGet by-name", new AclPolicyGet("", "p"));
        ask("AclPolicyList", new AclPolicyList());
        accessControl("AclPolicyResolve", _ -> new AclPolicyResolve(List.of()));
        accessControl(
                "AclRoleBatch",
                objects -> new AclRoleBatch(List.of(objects.role().id())));
        accessControl("AclRoleGet", objects -> new AclRoleGet(objects.role().id(), ""));
        ask("AclRoleGet by-name", new AclRoleGet("", "r"));
        ask("AclRoleList", new AclRoleList(""));
        accessControl(
                "AclRoleList of", objects -> new AclRoleList(objects.policy().id()));
        accessControl("AclRoleResolve", _ -> new AclRoleResolve(List.of()));
        ask("AclTokenBatch secret", new AclTokenBatch(List.of(GuardedServer.ASKER)));
        accessControl(
                "AclTokenGet by-secret",
                objects -> new AclTokenGet(objects.token().secretId(), true));
        ask("AclTokenGet secret", new AclTokenGet(GuardedServer.ASKER, false));
        ask("AclTokenList", new AclTokenList(true, true, "", "", ""));
        accessControl(
                "AclTokenList of",
                objects -> new AclTokenList(true, true, objects.policy().id(), "", ""));
        operations.put(
                "AclTokenBatch",
                (server, by) -> server.ask(new AclTokenBatch(List.of(GuardedServer.ASKER)), by)
                        .tokens()
                        .size());
        operations.put("AclTokenGet", (server, by) -> {
            AclToken token =
                    server.ask(new AclTokenGet(GuardedServer.ASKER, false), by).token();
            return token == null ? null : token.accessorId();
        });
    }

    private void accessControl(String name, Function<AccessObjects, Query<? extends @Nullable Object>> query) {
        operations.put(name, (server, by) -> server.ask(query.apply(server.accessControl), by));
    }

    private static HealthService health(HealthService.Kind kind) {
        return new HealthService("web", kind, List.of(), false, Map.of(), "", Filter.NONE);
    }

    private void preparedQueries() {
        ask("PreparedQueryExplain", new PreparedQueryExplain("q-web", ""));
        ask("PreparedQueryExplain token", new PreparedQueryExplain("q-tok", ""));
        operations.put("PreparedQueryGet", (server, by) -> server.ask(new PreparedQueryGet(idOf(server, "q-web")), by));
        operations.put(
                "PreparedQueryGet token", (server, by) -> server.ask(new PreparedQueryGet(idOf(server, "q-tok")), by));
        operations.put(
                "PreparedQueryGet unnamed", (server, by) -> server.ask(new PreparedQueryGet(server.unnamedQuery), by));
        ServiceQuery wanted = GuardedServer.parse(PreparedQuery.CODEC, "{'Service':{'Service':'web'}}")
                .service();
        PreparedQuery query = PreparedQuery.CODEC.zero().withService(wanted);
        ask(
                "PreparedQueryInstances",
                new PreparedQueryInstances(query, QuerySource.NONE, QuerySource.NONE, false, 0, 1));
        ask("PreparedQueryList", new PreparedQueryList());
        ask("PreparedQueryTarget", new PreparedQueryTarget("q-tok", ""));
    }

    private static String idOf(GuardedServer server, String name) throws Exception {
        return server.ask(new PreparedQueryExplain(name, ""), GuardedServer.ROOT)
                .id();
    }

    private void transactions() {
        for (String name : TxnOps.READS) {
            operations.put("TxnRead " + name, (server, by) -> {
                List<TxnOp> ops = List.of(TxnOps.of(server, name));
                return server.ask(new TxnRead(ops), by);
            });
        }
    }
}
