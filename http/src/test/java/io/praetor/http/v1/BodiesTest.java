package io.praetor.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.http.route.Route;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.model.txn.TxnRequest;
import io.praetor.model.txn.TxnResponse;
import io.praetor.server.endpoint.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bodies on their way to the server.
class BodiesTest {
    private final Reads reads =
            new Reads(new AskedQueries(new TxnResponse(List.of(), null)), ApiSettings.of("dc1", "n"));
    private final List<Session> sessions = new ArrayList<>();
    private final List<RegisterRequest> registrations = new ArrayList<>();
    private final List<TxnRequest> transactions = new ArrayList<>();

    private final Route create = Route.at("/v1/session/create").putJson(new SessionEndpoint(reads, "n", new Sessions() {
        @Override
        public CompletableFuture<String> apply(SessionRequest request) {
            sessions.add(request.session());
            return CompletableFuture.completedFuture("id");
        }

        @Override
        public CompletableFuture<@Nullable Session> renew(@Nullable String datacenter, String id, String token) {
            return CompletableFuture.completedFuture(null);
        }
    })::create);
    private final Route register = Route.at("/v1/catalog/register")
            .putJson(new CatalogWriteEndpoint(
                    reads,
                    request -> {
                        registrations.add(request);
                        return CompletableFuture.completedFuture(null);
                    },
                    _ -> CompletableFuture.completedFuture(null))::register);
    private final Route txn = Route.at("/v1/txn").putJson(new TxnEndpoint(reads, 4, request -> {
        transactions.add(request);
        return CompletableFuture.completedFuture(new TxnResponse(List.of(), null));
    })::put);

    @Test
    void createsASessionOfTheAgentWithoutABody() {
        assertThat(Replies.show(create, "PUT", "/v1/session/create", "")).isEqualTo("200 {\"ID\":\"id\"}");

        assertThat(sessions)
                .containsExactly(new Session(
                        "", "", "n", 15_000_000_000L, "release", "", List.of("serfHealth"), null, null, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"5s\"', 5000000000",
        "'\"1m\"', 60000000000",
        "'\"0s\"', 0",
        "20, 20000000000",
        "999, 999000000000",
        "1000, 1000",
        "5000000000, 5000000000",
        "true, 15000000000",
        "null, 15000000000",
        "'[1,{\"a\":2}]', 15000000000",
    })
    void readsALockDelayInAllItsForms(String json, long nanos) {
        Replies.show(create, "PUT", "/v1/session/create", "{\"LockDelay\":" + json + ",\"Name\":\"x\"}");

        assertThat(sessions).hasSize(1);
        assertThat(sessions.getFirst().lockDelay()).isEqualTo(nanos);
        assertThat(sessions.getFirst().name()).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({
        "{, 400 Request decode failed: unexpected EOF",
        "'{\"LockDelay\":\"abc\"}', '400 Request decode failed: time: invalid duration \"abc\"'",
        "'{\"Name\":5}', 400 Request decode failed: json: cannot unmarshal number into Go struct field .Name of type string",
        "'{\"Unknown\":1}', '200 {\"ID\":\"id\"}'",
        "'{\"Checks\":[]} trailing', '200 {\"ID\":\"id\"}'",
    })
    void readsSessionsLeniently(String body, String answer) {
        assertThat(Replies.show(create, "PUT", "/v1/session/create", body)).isEqualTo(answer);
    }

    @Test
    void takesTheOldNameOfNodeChecks() {
        Replies.show(create, "PUT", "/v1/session/create", "{\"Checks\":[]}");
        Replies.show(create, "PUT", "/v1/session/create", "{\"Checks\":[\"a\"],\"NodeChecks\":[\"b\"]}");

        assertThat(sessions).extracting(Session::nodeChecks).containsExactly(List.of(), List.of("b"));
    }

    @Test
    void registersWithTheRequestsTokenAndTheAgentsDatacenter() {
        String body = "{\"node\":\"a\",\"ADDRESS\":\"1.2.3.4\",\"Token\":\"forged\",\"CreateIndex\":9}";

        assertThat(Replies.show(register, "PUT", "/v1/catalog/register?token=t", body))
                .isEqualTo("200 true");

        RegisterRequest made = registrations.getFirst();
        assertThat(List.of(made.datacenter(), made.node(), made.address(), made.token()))
                .containsExactly("dc1", "a", "1.2.3.4", "t");
        assertThat(made.createIndex()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400 Request decode failed: EOF",
        "'{\"Bogus\":1}', '400 Request decode failed: json: unknown field \"Bogus\"'",
        "'{\"Namespace\":\"x\"}', '400 Request decode failed: json: unknown field \"Namespace\" - Namespaces are a Consul"
                + " Enterprise feature'",
    })
    void refusesRegistrationsItDoesNotUnderstand(String body, String answer) {
        assertThat(Replies.show(register, "PUT", "/v1/catalog/register", body)).isEqualTo(answer);
        assertThat(registrations).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'[{\"KV\":{\"Verb\":\"get\"}}]', false",
        "'[{\"KV\":{\"Verb\":\"explode\"}}]', false",
        "'[{\"KV\":{\"Verb\":\"check-index\"}},{}]', false",
        "'[]', false",
        "'null', false",
        "'[{\"KV\":{\"Verb\":\"get\"}},{\"KV\":{\"Verb\":\"lock\"}}]', true",
        "'[{\"Node\":{\"Verb\":\"get\"}}]', false",
        "'[{\"Node\":{\"Verb\":\"spin\"}}]', true",
        "'[{\"Service\":{\"Verb\":\"cas\"}}]', true",
        "'[{\"Check\":{\"Verb\":\"\"}}]', true",
    })
    void knowsWhichTransactionsWrite(String body, boolean writes) {
        String answer = Replies.show(txn, "PUT", "/v1/txn", body);

        assertThat(transactions).hasSize(writes ? 1 : 0);
        assertThat(answer)
                .isEqualTo(
                        writes
                                ? "200 {\"Results\":[],\"Errors\":null}"
                                : "200 index=0 {\"Results\":[],\"Errors\":null,\"Index\":0,\"LastContact\":0,"
                                        + "\"KnownLeader\":true,\"ConsistencyLevel\":\"\",\"NotModified\":false}");
    }

    @Test
    void limitsOperationsAndValues() {
        String many = "[" + "{},".repeat(64) + "{}]";
        String large = "[{\"KV\":{\"Verb\":\"set\",\"Key\":\"a\\\"b\",\"Value\":\"MTIzNDU=\"}}]";

        assertThat(Replies.show(txn, "PUT", "/v1/txn", many))
                .isEqualTo("413 Transaction contains too many operations (65 > 64)");
        assertThat(Replies.show(txn, "PUT", "/v1/txn", large))
                .isEqualTo("413 Value for key \"a\\\"b\" is too large (5 > 4 bytes)");
    }
}
