package io.praetor.server.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.log.CommandType;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.PreparedQueryExecuteRemoteRequest;
import io.praetor.model.query.PreparedQueryExecuteRequest;
import io.praetor.model.query.PreparedQueryExecuteResponse;
import io.praetor.model.query.PreparedQueryRequest;
import io.praetor.model.query.QueryDatacenterOptions;
import io.praetor.model.query.QueryDnsOptions;
import io.praetor.model.query.QuerySource;
import io.praetor.model.query.QueryTemplateOptions;
import io.praetor.model.query.ServiceQuery;
import io.praetor.model.rpc.QueryMeta;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.server.Meter;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Viewers;
import io.praetor.server.fsm.Commands;
import io.praetor.server.query.LocalQueries;
import io.praetor.server.query.ReadLimits;
import io.praetor.server.state.Fixtures;
import io.praetor.server.testing.LeaderFixture;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// `http-api.md` §15, `server.md` §9.
class PreparedQueriesTest {
    private final LeaderFixture fixture = new LeaderFixture();
    private final Elsewhere elsewhere = new Elsewhere();
    private final LocalQueries reads = new LocalQueries(
            "dc1",
            fixture.store::current,
            Viewers.OFF,
            fixture.log,
            fixture.leadership,
            fixture.timers,
            new Random(1),
            Runnable::run,
            ReadLimits.DEFAULT,
            Meter.NONE);
    private final PreparedQueries queries = new LocalPreparedQueries(
            new Here("dc1", Viewers.OFF),
            new LocalPreparedQueries.Parts(fixture.store::current, reads, fixture.writes, elsewhere),
            new Ids(new Random(2)),
            new Random(3),
            fixture.ticker,
            Telemetry.NONE);

    /// Other datacenters that answer as the test says; those it does not speak of fail.
    private static final class Elsewhere implements OtherDatacenters {
        final Map<String, List<CheckServiceNode>> answers = new HashMap<>();
        final List<PreparedQueryExecuteRemoteRequest> asked = new ArrayList<>();

        @Override
        public List<String> byDistance() {
            return List.of("dc2", "dc3", "dc4");
        }

        @Override
        public CompletableFuture<PreparedQueryExecuteResponse> execute(PreparedQueryExecuteRemoteRequest request) {
            asked.add(request);
            List<CheckServiceNode> nodes = answers.get(request.datacenter());
            if (nodes == null) {
                return CompletableFuture.failedFuture(RequestFailure.noPathToDatacenter());
            }
            return CompletableFuture.completedFuture(new PreparedQueryExecuteResponse(
                    "web",
                    nodes,
                    new QueryDnsOptions(""),
                    request.datacenter(),
                    0,
                    new QueryMeta(0, 0, true, "leader", false)));
        }
    }

    private static PreparedQuery query(String name, String token, ServiceQuery service, String ttl) {
        return new PreparedQuery(
                "", name, "", token, new QueryTemplateOptions("", "", false), service, new QueryDnsOptions(ttl), 0, 0);
    }

    private static ServiceQuery service(
            String name, int nearest, @Nullable List<String> datacenters, @Nullable Map<String, String> nodeMeta) {
        return new ServiceQuery(
                name, new QueryDatacenterOptions(nearest, datacenters), false, null, "", null, nodeMeta, null, false);
    }

    private static ServiceQuery web() {
        return service("web", 0, null, null);
    }

    private String apply(String op, PreparedQuery query) {
        return queries.apply(new PreparedQueryRequest("", op, query, "secret")).join();
    }

    private void refuses(String op, PreparedQuery query, String text) {
        int before = fixture.log.proposed.size();
        assertThatThrownBy(() -> apply(op, query))
                .cause()
                .isInstanceOf(RequestFailure.class)
                .hasMessage(text);
        assertThat(fixture.log.proposed).hasSize(before);
    }

    private PreparedQueryExecuteResponse execute(String name) {
        return queries.execute(request("", name)).join();
    }

    private static PreparedQueryExecuteRequest request(String datacenter, String name) {
        return new PreparedQueryExecuteRequest(
                datacenter, name, 3, false, QuerySource.NONE, QuerySource.NONE, QueryOptions.CODEC.zero());
    }

    private void instance() {
        fixture.apply(Commands.encode(
                CommandType.REGISTER,
                RegisterRequest.CODEC,
                Fixtures.register(Fixtures.node("n1"), Fixtures.service("web", "web"))));
    }

    @Test
    void refusesDefinitionsThatMakeNoSense() {
        String create = PreparedQueryRequest.CREATE;
        refuses(create, query("q", "", web(), "").withId("x"), "ID must be empty when creating a new prepared query");
        refuses(create, query("", "", web(), ""), "Invalid prepared query: Must be bound to a session");
        refuses(
                create,
                query("q", "<hidden>", web(), ""),
                "Invalid prepared query: Bad Token '<hidden>', it looks like a query definition with a redacted token"
                        + " was submitted");
        refuses(
                create,
                query("q", "", service("", 0, null, null), ""),
                "Invalid prepared query: Must provide a Service name to query");
        refuses(
                create,
                query("q", "", service("web", -1, null, null), ""),
                "Invalid prepared query: Bad NearestN '-1', must be >= 0");
        refuses(create, query("q", "", web(), "-1s"), "Invalid prepared query: DNS TTL '-1000000000', must be >=0");
        refuses(
                create,
                query("q", "", service("web", 0, null, Map.of("a b", "c")), ""),
                "Invalid prepared query: Couldn't load metadata pair ('a b', 'c'): Key contains invalid characters");
        assertThatThrownBy(() -> apply(create, query("q", "", web(), "soon")))
                .hasMessageContaining("Invalid prepared query: Bad DNS TTL 'soon': ");
        refuses("rename", query("q", "", web(), "").withId(Fixtures.id(1)), missing(Fixtures.id(1)));
        refuses(PreparedQueryRequest.UPDATE, query("q", "", web(), "").withId(Fixtures.id(1)), missing(Fixtures.id(1)));
        refuses(PreparedQueryRequest.DELETE, query("", "", web(), "").withId(Fixtures.id(1)), missing(Fixtures.id(1)));
        refuses(
                PreparedQueryRequest.DELETE,
                query("", "", web(), "").withId("x"),
                "Prepared Query lookup failed: failed prepared query lookup: index error: UUID must be 36 characters");
    }

    private static String missing(String id) {
        return "Cannot modify non-existent prepared query: '" + id + "'";
    }

    @Test
    void makesReplacesAndEndsADefinition() {
        String id = apply(PreparedQueryRequest.CREATE, query("q", "own", web(), "10s"));
        assertThat(execute("q").dns().ttl()).isEqualTo("10s");

        apply(PreparedQueryRequest.UPDATE, query("renamed", "own", web(), "").withId(id));
        assertThat(execute(id).service()).isEqualTo("web");
        assertThatThrownBy(() -> execute("q")).hasMessageContaining("Query not found");

        apply(PreparedQueryRequest.DELETE, query("", "", web(), "").withId(id));
        assertThat(fixture.state().preparedQueries().all(Watches.NONE).value()).isEmpty();
        assertThat(fixture.proposed(CommandType.PREPARED_QUERY, PreparedQueryRequest.CODEC))
                .allSatisfy(command -> assertThat(command.token()).isEmpty())
                .first()
                .satisfies(command -> assertThat(command.query()).isNotNull());
    }

    @Test
    void explainsWhatATemplateMakesOfAName() {
        PreparedQuery template = Fixtures.template("", "geo-", "${name.suffix}");
        apply(PreparedQueryRequest.CREATE, template);

        var explained = queries.explain(request("", "geo-db")).join();

        assertThat(explained.query().service().service()).isEqualTo("db");
        assertThat(explained.meta()).isEqualTo(new QueryMeta(0, 0, true, "leader", false));
    }

    @Test
    void answersFromHereWhileThereIsAnInstance() {
        instance();
        apply(PreparedQueryRequest.CREATE, query("q", "", service("web", 3, null, null), ""));

        PreparedQueryExecuteResponse found = execute("q");

        assertThat(found.nodes()).hasSize(1);
        assertThat(found.datacenter()).isEqualTo("dc1");
        assertThat(found.failovers()).isZero();
        assertThat(elsewhere.asked).isEmpty();
    }

    @Test
    void asksTheNearestThenTheNamedUntilOneHasInstances() {
        elsewhere.answers.put("dc2", List.of());
        elsewhere.answers.put("dc4", List.of(new CheckServiceNode(Fixtures.node("far"), null, null)));
        apply(
                PreparedQueryRequest.CREATE,
                query("q", "", service("web", 1, List.of("dc9", "dc3", "dc2", "dc4", "dc1"), null), ""));

        PreparedQueryExecuteResponse found = execute("q");

        assertThat(found.datacenter()).isEqualTo("dc4");
        assertThat(found.failovers()).isEqualTo(3);
        assertThat(found.nodes()).hasSize(1);
        assertThat(elsewhere.asked)
                .extracting(PreparedQueryExecuteRemoteRequest::datacenter)
                .containsExactly("dc2", "dc3", "dc4");
        assertThat(elsewhere.asked)
                .allSatisfy(request -> assertThat(request.limit()).isEqualTo(3));
    }

    @Test
    void saysHowManyItAskedWhenNobodyHasInstances() {
        apply(PreparedQueryRequest.CREATE, query("q", "", service("web", 2, null, null), ""));

        PreparedQueryExecuteResponse found = execute("q");

        assertThat(found.nodes()).isEmpty();
        assertThat(found.datacenter()).isEqualTo("dc1");
        assertThat(found.failovers()).isEqualTo(2);
    }

    @Test
    void executesWhatAnotherDatacenterResolved() {
        instance();
        PreparedQuery query = query("unknown here", "", web(), "5s");

        var found = queries.executeRemote(
                        new PreparedQueryExecuteRemoteRequest("dc1", query, 0, false, QueryOptions.CODEC.zero()))
                .join();

        assertThat(found.nodes()).hasSize(1);
        assertThat(found.dns().ttl()).isEqualTo("5s");
    }

    @Test
    void knowsNoOtherDatacenterToExecuteIn() {
        assertThatThrownBy(() -> queries.execute(request("dc2", "q")).join())
                .hasMessageContaining("No path to datacenter");
    }
}
