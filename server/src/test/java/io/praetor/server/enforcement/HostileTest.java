package io.praetor.server.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.Bytes;
import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeInfo;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.ServiceNode;
import io.praetor.model.coordinate.CoordinateUpdateRequest;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.PreparedQueryExecuteRequest;
import io.praetor.model.query.PreparedQueryExecuteResponse;
import io.praetor.model.query.PreparedQueryRequest;
import io.praetor.model.query.QuerySource;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.model.txn.TxnCheckOp;
import io.praetor.model.txn.TxnError;
import io.praetor.model.txn.TxnKvOp;
import io.praetor.model.txn.TxnNodeOp;
import io.praetor.model.txn.TxnOp;
import io.praetor.model.txn.TxnRequest;
import io.praetor.model.txn.TxnResponse;
import io.praetor.model.txn.TxnServiceOp;
import io.praetor.model.txn.TxnSessionOp;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.DefaultPolicy;
import io.praetor.server.acl.PolicyCompiler;
import io.praetor.server.acl.PolicySource;
import io.praetor.server.endpoint.Coordinates;
import io.praetor.server.endpoint.TxnRead;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.Answer;
import io.praetor.server.query.HealthNode;
import io.praetor.server.query.KvKeys;
import io.praetor.server.query.NodeList;
import io.praetor.server.query.PreparedQueryExplain;
import io.praetor.server.query.PreparedQueryGet;
import io.praetor.server.query.PreparedQueryList;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.query.ServiceNodes;
import io.praetor.server.query.UiNodes;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What attackers try at servers: ways around access control of the kinds that have been published for such systems,
/// with rules as they are written. `docs/security.md` lists them.
class HostileTest {
    private static final String EVE = "eve";
    private static final String NOBODY = "";

    private static @Nullable GuardedServer started;

    @BeforeAll
    static void start(@TempDir Path scratch) throws Exception {
        started = new GuardedServer(scratch);
    }

    @AfterAll
    static void stop() {
        server().close();
    }

    @BeforeEach
    void reset() throws Exception {
        server().reset();
    }

    private static GuardedServer server() {
        return Objects.requireNonNull(started);
    }

    private static Authorizer compiled(DefaultPolicy otherwise, PolicySource... policies) {
        return new PolicyCompiler("dc1", otherwise, 16).compile("e", List.of(policies));
    }

    private static void eveMay(String rules) {
        server().give(EVE, compiled(DefaultPolicy.DENY, PolicySource.of("p", "p", rules, List.of())));
    }

    private static void denied(ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        RequestFailure.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(RequestFailure.Kind.PERMISSION_DENIED));
    }

    private static TxnResponse run(TxnOp... ops) throws Exception {
        return GuardedServer.get(server().backend().txns().apply(new TxnRequest("dc1", Arrays.asList(ops), EVE)));
    }

    private static void refusedInTxn(TxnOp... ops) throws Exception {
        assertThat(run(ops).errors()).extracting(TxnError::what).contains("Permission denied");
    }

    private static TxnOp kv(String verb, String key) {
        KvEntry entry = new KvEntry(0, key, 0, Bytes.of("v"), "", 0, 0);
        return new TxnOp(new TxnKvOp(verb, entry), null, null, null, null, null);
    }

    private static TxnOp service(String verb, String json) {
        NodeService service = GuardedServer.parse(NodeService.CODEC, json);
        return new TxnOp(null, null, new TxnServiceOp(verb, "n1", service), null, null, null);
    }

    private static TxnOp check(String verb, String json) {
        HealthCheck check = GuardedServer.parse(HealthCheck.CODEC, json);
        return new TxnOp(null, null, null, new TxnCheckOp(verb, check), null, null);
    }

    private static TxnOp node(String verb, String json) {
        Node node = GuardedServer.parse(Node.CODEC, json);
        return new TxnOp(null, new TxnNodeOp(verb, node), null, null, null, null);
    }

    private static List<String> checksOfN1() throws Exception {
        return server().ask(new HealthNode("n1", Filter.NONE), GuardedServer.ROOT).stream()
                .map(check -> check.checkId() + " of " + check.serviceName())
                .toList();
    }

    private static List<ServiceNode> instancesOfWeb() throws Exception {
        return server().ask(new ServiceNodes("web", false, List.of(), Map.of(), "", Filter.NONE), GuardedServer.ROOT);
    }

    // ---- rules for a name and for a prefix

    @Test
    void aTreeIsNotDeletedAroundADeniedKey() throws Exception {
        eveMay("key_prefix \"app\" { policy = \"write\" } key \"app/a\" { policy = \"deny\" }");

        denied(() -> server().kv(KvOp.DELETE_TREE, "app/", 0, "", EVE));
        denied(() -> server().kv(KvOp.DELETE_TREE, "", 0, "", EVE));
        refusedInTxn(kv(KvOp.DELETE_TREE, "app/"));

        assertThat(server().entry().key()).isEqualTo("app/a");
    }

    @Test
    void aRuleForANameIsNoRuleForWhatBeginsWithIt() throws Exception {
        eveMay("key \"app/\" { policy = \"write\" } service \"web\" { policy = \"write\" }");

        denied(() -> server().kv(KvOp.SET, "app/a", 0, "", EVE));
        denied(() -> server().kv(KvOp.DELETE_TREE, "app/", 0, "", EVE));
        denied(() -> server().register(
                        "{'Node':'n1','SkipNodeUpdate':true,'Service':{'ID':'x','Service':'web-admin'}}", EVE));
    }

    @Test
    void listingKeysShowsNoMoreThanReadingThem() throws Exception {
        server().kv(KvOp.SET, "app/secret/x", 0, "", GuardedServer.ROOT);
        eveMay("key_prefix \"app/\" { policy = \"read\" } key_prefix \"app/secret\" { policy = \"deny\" }");

        assertThat(server().ask(new KvKeys("", ""), EVE)).containsExactly("app/a");
        // not the folder either
        assertThat(server().ask(new KvKeys("app/", "/"), EVE)).containsExactly("app/a");
        server().kv(KvOp.DELETE, "app/secret/x", 0, "", GuardedServer.ROOT);
    }

    // ---- names in another spelling: tables match them without regard to case, rules do not

    @Test
    void anotherSpellingOfAnIdTakesNothingOver() throws Exception {
        eveMay("service \"eve\" { policy = \"write\" } node \"N1\" { policy = \"write\" }");

        denied(() ->
                server().register("{'Node':'n1','SkipNodeUpdate':true,'Service':{'ID':'WEB-1','Service':'eve'}}", EVE));
        denied(() ->
                server().register("{'Node':'N1','SkipNodeUpdate':true,'Service':{'ID':'Web-1','Service':'eve'}}", EVE));
        denied(() -> server().register("{'Node':'N1','Address':'6.6.6.6'}", EVE));
        denied(() -> server().deregister("{'Node':'N1'}", EVE));
        refusedInTxn(service("set", "{'ID':'WEB-1','Service':'eve'}"));
        refusedInTxn(node("delete", "{'Node':'N1'}"));

        assertThat(instancesOfWeb()).hasSize(1);
    }

    @Test
    void anotherSpellingOfANodeIsItsSessionsAndItsPlace() {
        eveMay("session \"N1\" { policy = \"write\" } node \"N1\" { policy = \"write\" }");
        Session session = new Session("", "", "N1", 0, "", "", List.of(), null, null, 0, 0);

        denied(() -> GuardedServer.get(
                server().backend().sessions().apply(new SessionRequest("dc1", SessionRequest.CREATE, session, EVE))));
        denied(() -> GuardedServer.get(server().backend()
                .coordinates()
                .update(new CoordinateUpdateRequest("dc1", "N1", "", Coordinates.ORIGIN, EVE))));
    }

    /// Whoever looks for `web` finds what is called `WEB`, too.
    @Test
    void anotherSpellingOfAServiceAddsNoInstancesToIt() throws Exception {
        eveMay("service_prefix \"\" { policy = \"write\" } service \"web\" { policy = \"deny\" }");
        String n1 = "{'Node':'n1','SkipNodeUpdate':true,'Service':";

        denied(() -> server().register(n1 + "{'ID':'eve','Service':'WEB'}}", EVE));
        denied(() -> server().register(
                        n1
                                + "{'ID':'eve','Service':'eve','Kind':'connect-proxy','Port':1,'Proxy':{'DestinationServiceName':'Web'}}}",
                        EVE));
        refusedInTxn(service("set", "{'ID':'eve','Service':'Web'}"));
    }

    // ---- transactions

    /// As CVE-2021-38698: a transaction registered proxies for anybody's service.
    @Test
    void aTransactionRegistersNoProxyForSomebodyElsesService() throws Exception {
        eveMay("service_prefix \"eve\" { policy = \"write\" }");

        refusedInTxn(
                service(
                        "set",
                        "{'ID':'eve','Service':'eve-proxy','Kind':'connect-proxy','Port':1,'Proxy':{'DestinationServiceName':'web'}}"));
        denied(() -> server().register(
                        "{'Node':'n1','SkipNodeUpdate':true,'Service':{'ID':'eve','Service':'eve-proxy','Kind':'connect-proxy','Port':1,'Proxy':{'DestinationServiceName':'web'}}}",
                        EVE));
    }

    @Test
    void aTransactionBelievesNoCheckThatSaysWhoseItIs() throws Exception {
        eveMay("service \"eve\" { policy = \"write\" }");

        refusedInTxn(check(
                "set", "{'Node':'n1','CheckID':'x','ServiceID':'web-1','ServiceName':'eve','Status':'critical'}"));
        refusedInTxn(check("delete", "{'Node':'n1','CheckID':'web-check','ServiceID':'eve','ServiceName':'eve'}"));
        refusedInTxn(service("delete", "{'ID':'web-1','Service':'eve'}"));

        assertThat(checksOfN1()).contains("web-check of web");
    }

    @Test
    void aTransactionEndsNoSessionThatIsNotOnesOwn() throws Exception {
        eveMay("session \"eve\" { policy = \"write\" }");
        Session session = Session.CODEC.zero().withId(server().session());

        refusedInTxn(new TxnOp(null, null, null, null, new TxnSessionOp("delete", session), null));
    }

    @Test
    void aTransactionDoesNotTellWhatThereIs() throws Exception {
        eveMay("key_prefix \"eve\" { policy = \"write\" }");
        TxnOp there = kv(KvOp.GET, "app/a");
        TxnOp notThere = kv(KvOp.GET, "app/none");

        assertThat(run(there)).isEqualTo(run(notThere));
        assertThat(server().ask(new TxnRead(List.of(there)), EVE))
                .isEqualTo(server().ask(new TxnRead(List.of(notThere)), EVE));
        assertThat(server().ask(new TxnRead(List.of(kv(KvOp.CHECK_NOT_EXISTS, "app/a"))), EVE))
                .isEqualTo(server().ask(new TxnRead(List.of(kv(KvOp.CHECK_NOT_EXISTS, "app/none"))), EVE));
        assertThat(run(node("get", "{'Node':'n1'}"))).isEqualTo(run(node("get", "{'Node':'none'}")));
    }

    @Test
    void oneForbiddenOperationStopsTheWholeTransaction() throws Exception {
        eveMay("key_prefix \"eve\" { policy = \"write\" }");

        refusedInTxn(kv(KvOp.SET, "eve/1"), kv(KvOp.SET, "app/a"));

        assertThat(server().ask(new KvKeys("eve", ""), GuardedServer.ROOT)).isEmpty();
    }

    // ---- the catalog

    @Test
    void aCheckOfOnesOwnServiceTakesNoOthersPlace() throws Exception {
        eveMay("service \"eve\" { policy = \"write\" }");
        String service = "{'Node':'n1','SkipNodeUpdate':true,'Service':{'ID':'eve','Service':'eve'}";

        denied(() -> server().register(service + ",'Check':{'CheckID':'disk','ServiceID':'eve'}}", EVE));
        denied(() -> server().register(service + ",'Check':{'CheckID':'Web-Check','ServiceID':'eve'}}", EVE));

        assertThat(checksOfN1()).contains("disk of ", "web-check of web");
    }

    @Test
    void theHealthOfANodeIsNotEndedByACheckOfAService() throws Exception {
        eveMay("service \"eve\" { policy = \"write\" }");

        denied(() -> server().register(
                        "{'Node':'n0','SkipNodeUpdate':true,'Service':{'ID':'eve','Service':'eve'},'Check':{'CheckID':'serfHealth','ServiceID':'eve'}}",
                        EVE));
    }

    @Test
    void aNodeIsNotTakenOverByItsId() throws Exception {
        eveMay("node \"eve\" { policy = \"write\" }");
        String json = "'ID':'22222222-2222-4222-8222-222222222222','Address':'6.6.6.6','Datacenter':'dc1'}";

        denied(() -> server().register("{'Node':'eve'," + json, EVE));
        refusedInTxn(node("set", "{'Node':'eve'," + json));

        assertThat(instancesOfWeb()).hasSize(1);
    }

    @Test
    void aDeregistrationIsMeasuredByWhatItTakesAway() throws Exception {
        eveMay("service \"eve\" { policy = \"write\" }");

        // what comes first is what is done
        denied(() -> GuardedServer.get(server().backend()
                .catalog()
                .deregister(new DeregisterRequest("dc1", "n1", "", "web-1", "eve-check", EVE))));
        assertThatThrownBy(() -> server().deregister("{'Node':'n1','ServiceID':'none'}", EVE))
                .hasMessage("Unknown service 'none'");
    }

    @Test
    void aRefusalDoesNotNameWhatARequestLeadsTo() throws Exception {
        eveMay("service \"eve\" { policy = \"write\" } node \"eve\" { policy = \"write\" }");
        String n1 = "{'Node':'n1','SkipNodeUpdate':true,'Service':";
        Session session = Session.CODEC.zero().withId(server().session());

        namesNothing(() -> server().register(n1 + "{'ID':'web-1','Service':'eve'}}", EVE), "web");
        namesNothing(
                () -> server().register(
                                "{'Node':'eve','ID':'22222222-2222-4222-8222-222222222222','Address':'6.6.6.6'}", EVE),
                "n1");
        namesNothing(() -> server().deregister("{'Node':'n1','ServiceID':'web-1'}", EVE), "\"web\"");
        namesNothing(
                () -> GuardedServer.get(server().backend()
                        .sessions()
                        .apply(new SessionRequest("dc1", SessionRequest.DESTROY, session, EVE))),
                "n1");
    }

    private static void namesNothing(ThrowingCallable attempt, String name) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        RequestFailure.class,
                        refusal -> assertThat(refusal.text() + refusal.detail())
                                .startsWith("Permission denied")
                                .doesNotContain(name));
    }

    // ---- wishes as questions

    @Test
    void aFilterIsNoQuestionAboutWhatIsHidden() throws Exception {
        eveMay("node \"n1\" { policy = \"read\" }");

        List<NodeInfo> right = server().ask(new UiNodes(Filter.of("Services.Service == web")), EVE);
        List<NodeInfo> wrong = server().ask(new UiNodes(Filter.of("Services.Service == wrong")), EVE);

        assertThat(right).isEqualTo(wrong).isEmpty();
    }

    @Test
    void thatSomethingIsHiddenIsNoAnswerToAFilter() throws Exception {
        eveMay("node \"n1\" { policy = \"read\" }");

        Answer<List<Node>> right = nodes("Node == n0", EVE);
        Answer<List<Node>> wrong = nodes("Node == none", EVE);

        assertThat(right.filtered()).isEqualTo(wrong.filtered());
        assertThat(nodes("Node == n0", NOBODY).filtered()).isFalse();
    }

    private static Answer<List<Node>> nodes(String filter, String secret) throws Exception {
        return server().ask(new NodeList(Map.of(), "", Filter.of(filter)), ReadOptions.NOW.as(secret));
    }

    // ---- prepared queries

    @Test
    void theTokenOfAPreparedQueryIsShownToNobody() throws Exception {
        eveMay("query_prefix \"\" { policy = \"write\" }");
        PreparedQuery explained = server().ask(new PreparedQueryExplain("q-tok", ""), EVE);
        PreparedQuery stored =
                server().ask(new PreparedQueryGet(explained.id()), EVE).getFirst();

        assertThat(explained.token()).isEqualTo("<hidden>");
        assertThat(stored.token()).isEqualTo("<hidden>");
        assertThat(server().ask(new PreparedQueryList(), EVE))
                .extracting(PreparedQuery::token)
                .doesNotContain(GuardedServer.ROOT);
        PreparedQueryExecuteResponse executed = GuardedServer.get(server().backend()
                .preparedQueries()
                .execute(new PreparedQueryExecuteRequest(
                        "dc1", "q-tok", 0, false, QuerySource.NONE, QuerySource.NONE, QueryOptions.of(EVE))));
        assertThat(executed.toString()).doesNotContain(GuardedServer.ROOT);
    }

    @Test
    void theTokenOfAPreparedQueryLooksUpNothingElse() throws Exception {
        eveMay("query_prefix \"\" { policy = \"write\" }");
        PreparedQuery stored = server().ask(new PreparedQueryExplain("q-tok", ""), EVE);
        PreparedQuery other =
                stored.withService(GuardedServer.parse(PreparedQuery.CODEC, "{'Service':{'Service':'consul'}}")
                        .service());

        // a change keeps no token: whoever does not have it sends another, or what stands for it
        assertThatThrownBy(() -> change(other)).hasMessageContaining("Bad Token '<hidden>'");
    }

    private static void change(PreparedQuery query) throws Exception {
        GuardedServer.get(server().backend()
                .preparedQueries()
                .apply(new PreparedQueryRequest("dc1", PreparedQueryRequest.UPDATE, query, EVE)));
    }

    @Test
    void aPreparedQueryIsNotTakenOverByRenamingIt() throws Exception {
        eveMay("query \"eve\" { policy = \"write\" }");
        PreparedQuery stored = server().ask(new PreparedQueryExplain("q-web", ""), GuardedServer.ROOT);
        PreparedQuery renamed =
                new PreparedQuery(stored.id(), "eve", "", "", stored.template(), stored.service(), stored.dns(), 0, 0);

        denied(() -> change(renamed));
    }

    @Test
    void aTemplateForEveryNameNeedsTheRightToEveryName() throws Exception {
        eveMay("query_prefix \"eve\" { policy = \"write\" }");
        PreparedQuery all = GuardedServer.parse(
                PreparedQuery.CODEC, "{'Template':{'Type':'name_prefix_match'},'Service':{'Service':'web'}}");

        denied(() -> GuardedServer.get(server().backend()
                .preparedQueries()
                .apply(new PreparedQueryRequest("dc1", PreparedQueryRequest.CREATE, all, EVE))));
    }

    // ---- the whole

    @Test
    void aSnapshotIsNotForOperatorsNorByDefault() throws Exception {
        server().give(EVE, compiled(DefaultPolicy.ALLOW));
        denied(() -> GuardedServer.get(server().backend().snapshots().save(ReadOptions.NOW.as(EVE))));
        denied(() -> server().backend().snapshots().restore("dc1", EVE, new java.io.ByteArrayInputStream(new byte[0])));

        eveMay("operator = \"write\" acl = \"read\" key_prefix \"\" { policy = \"write\" }");
        denied(() -> GuardedServer.get(server().backend().snapshots().save(ReadOptions.NOW.as(EVE))));
    }

    @Test
    void anIdentityIsNoMoreThanItsName() throws Exception {
        server().give(EVE, compiled(DefaultPolicy.DENY, PolicySource.ofServiceIdentity("eve", List.of())));
        String n1 = "{'Node':'n1','SkipNodeUpdate':true,'Service':";

        server().register(n1 + "{'ID':'eve','Service':'eve'}}", EVE);
        denied(() -> server().register(n1 + "{'ID':'web-1','Service':'eve'}}", EVE));
        denied(() -> server().register(n1 + "{'ID':'eve2','Service':'eve2'}}", EVE));
        denied(() -> server().register(
                        n1
                                + "{'ID':'p','Service':'eve-sidecar-proxy','Kind':'connect-proxy','Port':1,'Proxy':{'DestinationServiceName':'web'}}}",
                        EVE));
        denied(() -> server().register("{'Node':'eve','Address':'6.6.6.6'}", EVE));
        denied(() -> server().kv(KvOp.SET, "app/a", 0, "", EVE));
        server().deregister("{'Node':'n1','ServiceID':'eve'}", EVE);
    }

    @Test
    void anIdentityOfANodeIsNoOthers() throws Exception {
        server().give(EVE, compiled(DefaultPolicy.DENY, PolicySource.ofNodeIdentity("eve", "dc1")));

        denied(() -> server().register("{'Node':'n1','Address':'6.6.6.6'}", EVE));
        denied(() -> server().deregister("{'Node':'n1'}", EVE));
        denied(() -> server().deregister("{'Node':'n1','ServiceID':'web-1'}", EVE));
        denied(() -> server().register("{'Node':'eve','Address':'6.6.6.6','Service':{'Service':'web'}}", EVE));
    }

    @Test
    void aTokenThatIsRevokedIsNoTokenAtOnce() throws Exception {
        eveMay("key_prefix \"app\" { policy = \"write\" }");
        server().kv(KvOp.SET, "app/b", 0, "", EVE);

        server().revoke(EVE);

        assertThatThrownBy(() -> server().kv(KvOp.SET, "app/b", 0, "", EVE)).hasMessage("ACL not found");
        assertThatThrownBy(() -> server().ask(new KvKeys("app", ""), EVE)).hasMessage("ACL not found");
    }
}
