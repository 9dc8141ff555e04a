package io.praetor.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.http.route.Reply;
import io.praetor.http.route.Route;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.PreparedQueryExecuteRequest;
import io.praetor.model.query.PreparedQueryExecuteResponse;
import io.praetor.model.query.PreparedQueryExplainResponse;
import io.praetor.model.query.PreparedQueryRequest;
import io.praetor.model.query.QueryDnsOptions;
import io.praetor.model.query.QuerySource;
import io.praetor.model.rpc.QueryMeta;
import io.praetor.server.RequestFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `http-api.md` §15.
class QueryEndpointTest {
    private static final QueryMeta META = new QueryMeta(0, 0, true, "leader", false);

    private final List<PreparedQueryRequest> applied = new ArrayList<>();
    private final List<PreparedQueryExecuteRequest> executed = new ArrayList<>();
    private final List<PreparedQueryExecuteRequest> explained = new ArrayList<>();
    private final ApiSettings settings = ApiSettings.of("dc1", "n");
    private final QueryEndpoint endpoint = new QueryEndpoint(
            new Reads(new AskedQueries(List.of()), settings),
            settings,
            request -> {
                applied.add(request);
                return CompletableFuture.completedFuture("id");
            },
            request -> {
                executed.add(request);
                return CompletableFuture.completedFuture(
                        new PreparedQueryExecuteResponse("web", List.of(), new QueryDnsOptions(""), "dc1", 0, META));
            },
            request -> {
                explained.add(request);
                return CompletableFuture.failedFuture(
                        new RequestFailure(RequestFailure.Kind.NOT_FOUND, "Query not found"));
            });
    private final Route below = Route.at("/v1/query/").any(endpoint::specific);

    private String call(String method, String target, String body, String... headers) {
        return Replies.show(below, method, target, body, headers);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HEAD|/v1/query/x|405|GET,PUT,DELETE",
                "PATCH|/v1/query/x|405|GET,PUT,DELETE",
                "PUT|/v1/query/x/execute|405|GET",
                "DELETE|/v1/query/x/explain|405|GET",
                "OPTIONS|/v1/query/x|200|OPTIONS,GET,PUT,DELETE",
                "OPTIONS|/v1/query/x/explain|200|OPTIONS,GET",
            })
    void hasMethodsOfItsOwnForEachKindOfPath(String method, String target, int status, String allow) {
        Reply.Full reply = Replies.ask(below, method, target, "");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.extra()).singleElement().satisfies(field -> {
            assertThat(field.name()).hasToString("Allow");
            assertThat(field.value()).hasToString(allow);
        });
    }

    @Test
    void takesTheIdFromThePath() {
        assertThat(call("PUT", "/v1/query/one", "{\"ID\":\"other\",\"Name\":\"q\"}"))
                .isEqualTo("200");
        assertThat(call("PUT", "/v1/query/two", "")).isEqualTo("200");
        assertThat(call("DELETE", "/v1/query/three?dc=dc2", "")).isEqualTo("200");
        assertThat(call("PUT", "/v1/query/four", "{\"Nope\":1}"))
                .isEqualTo("400 Request decode failed: json: unknown field \"Nope\"");

        assertThat(applied).extracting(PreparedQueryRequest::op).containsExactly("update", "update", "delete");
        assertThat(applied).extracting(PreparedQueryRequest::datacenter).containsExactly("dc1", "dc1", "dc2");
        assertThat(applied.stream()
                        .map(PreparedQueryRequest::query)
                        .map(Objects::requireNonNull)
                        .map(PreparedQuery::id))
                .containsExactly("one", "two", "three");
    }

    @Test
    void executesWhateverStandsBeforeTheLastPartOfThePath() {
        call("GET", "/v1/query/a%2Fb/c/execute?limit=3&connect=1&token=t&stale", "");

        assertThat(executed).singleElement().satisfies(request -> {
            assertThat(request.queryIdOrName()).isEqualTo("a/b/c");
            assertThat(request.datacenter()).as("a server needs it").isEqualTo("dc1");
            assertThat(request.limit()).isEqualTo(3);
            assertThat(request.connect()).isTrue();
            assertThat(request.options().token()).isEqualTo("t");
            assertThat(request.options().allowStale()).isTrue();
            assertThat(request.agent()).isEqualTo(new QuerySource("dc1", "", "n", ""));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?near=n9|10.0.0.1, 10.0.0.2|n9|10.0.0.1",
                "?near=_agent| 10.0.0.1 |n|10.0.0.1",
                "?near=_ip|fe80:0:0::2,10.0.0.1|_ip|fe80::2",
                "?near=_ip|::ffff:10.0.0.1|_ip|10.0.0.1",
                "?near=_ip|10.0.0.1:80|_ip|''",
                "?near=_ip|[::1]|_ip|''",
                "?near=_ip|unknown|_ip|''",
                "?near=_ip||_ip|''",
                "|||''",
            })
    void saysWhoAsksAndFromWhere(String query, String forwarded, String node, String ip) {
        String target = "/v1/query/q/execute" + Objects.requireNonNullElse(query, "");
        String[] headers = forwarded == null ? new String[0] : new String[] {"X-Forwarded-For", forwarded};

        call("GET", target, "", headers);

        assertThat(executed)
                .singleElement()
                .extracting(PreparedQueryExecuteRequest::source)
                .isEqualTo(new QuerySource("dc1", "", Objects.requireNonNullElse(node, ""), ip));
    }

    @Test
    void neverWaitsForAnExecution() {
        assertThat(call("GET", "/v1/query/q/execute?index=7&wait=1s", "")).startsWith("200 index=1 leader {");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=x, 'Bad limit: strconv.Atoi: parsing \"x\": invalid syntax'",
        "limit=99999999999999999999, 'Bad limit: strconv.Atoi: parsing \"99999999999999999999\": value out of range'",
        "connect=maybe, 'Error parsing ''connect'' value: strconv.ParseBool: parsing \"maybe\": invalid syntax'",
    })
    void refusesWhatMakesNoSense(String query, String text) {
        assertThat(call("GET", "/v1/query/q/execute?" + query, "")).isEqualTo("500 " + text);
        assertThat(executed).isEmpty();
    }

    @Test
    void refusesWhatMakesNoSenseOfEveryReadFirst() {
        assertThat(call("GET", "/v1/query/q/execute?limit=x&stale&consistent", ""))
                .startsWith("400 ");
        assertThat(executed).isEmpty();
    }

    @Test
    void takesAPathThatEndsAtOnceForAnExecution() {
        assertThat(call("GET", "/v1/query/execute", "")).startsWith("200 index=1 ");
        assertThat(executed)
                .extracting(PreparedQueryExecuteRequest::queryIdOrName)
                .containsExactly("execute");
        assertThat(call("PUT", "/v1/query/explain", "{}")).startsWith("405 ");
    }

    @Test
    void passesOnThatThereIsNoSuchQuery() {
        assertThat(call("GET", "/v1/query/q/explain", "")).isEqualTo("404 Query not found");
        assertThat(explained).hasSize(1);
    }

    private static PreparedQueryExplainResponse explanation() {
        return new PreparedQueryExplainResponse(PreparedQuery.CODEC.zero(), META);
    }

    @Test
    void showsAnExplanationWithItsFreshness() {
        QueryEndpoint explaining = new QueryEndpoint(
                new Reads(new AskedQueries(List.of()), settings),
                settings,
                _ -> CompletableFuture.completedFuture(""),
                _ -> CompletableFuture.failedFuture(RequestFailure.noLeader()),
                _ -> CompletableFuture.completedFuture(explanation()));
        Route route = Route.at("/v1/query/").any(explaining::specific);

        assertThat(Replies.show(route, "GET", "/v1/query/q/explain", ""))
                .startsWith("200 index=1 leader {\"Query\":{\"ID\":\"\"")
                .endsWith("\"Index\":0,\"LastContact\":0,\"KnownLeader\":true,\"ConsistencyLevel\":\"leader\","
                        + "\"NotModified\":false}");
    }
}
