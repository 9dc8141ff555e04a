package io.praetor.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.Bytes;
import io.praetor.model.agent.AgentServiceHealth;
import io.praetor.model.catalog.CheckDefinition;
import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.CheckType;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.codec.Json;
import io.praetor.model.query.PreparedQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Services and checks of the agent, health, events, coordinates and prepared queries.
class AgentApiTest {
    private FakeAgent agent;
    private ConsulClient client;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent();
        client = ConsulClient.open(agent.settings());
    }

    @AfterEach
    void stop() {
        client.close();
        agent.close();
    }

    @Test
    void registersACheckWithoutWhatIsZero() throws Exception {
        agent.answer("PUT /v1/agent/check/register", 200, "");
        CheckType check = Json.parse(
                CheckType.CODEC,
                "{\"CheckID\":\"c\",\"Name\":\"n\",\"TTL\":\"30s\",\"Header\":{\"a\":[]}}"
                        .getBytes(StandardCharsets.UTF_8));

        client.agentServices().register(new CheckDefinition(check, "web", ""));

        assertThat(agent.bodies())
                .containsExactly(
                        "{\"Header\":{\"a\":[]},\"ID\":\"c\",\"Name\":\"n\",\"ServiceID\":\"web\",\"TTL\":30000000000}");
    }

    @Test
    void keepsATtlCheckAlive() throws IOException {
        agent.answer("PUT /v1/agent/check/update/c", 200, "");

        client.agentServices().update("c", HealthCheck.WARNING, "hot");

        assertThat(agent.bodies()).containsExactly("{\"Output\":\"hot\",\"Status\":\"warning\"}");
    }

    @Test
    void aSickServiceIsAnAnswerAndNoFailure() throws IOException {
        agent.answer(
                        "GET /v1/agent/health/service/id/web?format=json",
                        503,
                        "{\"AggregatedStatus\":\"critical\",\"Service\":{\"ID\":\"web\"},\"Checks\":[]}")
                .answer("GET /v1/agent/health/service/id/none?format=json", 404, "{\"AggregatedStatus\":\"critical\"}")
                .answer(
                        "GET /v1/agent/health/service/name/web?format=json",
                        429,
                        "[{\"AggregatedStatus\":\"warning\"}]")
                .answer("GET /v1/agent/health/service/name/bad?format=json", 500, "oops");

        assertThat(client.agentServices().health("web"))
                .map(AgentServiceHealth::status)
                .contains("critical");
        assertThat(client.agentServices().health("none")).isEmpty();
        assertThat(client.agentServices().healthByName("web")).hasSize(1);
        assertThatThrownBy(() -> client.agentServices().healthByName("bad"))
                .hasMessage("Unexpected response code: 500 (oops)");
    }

    @Test
    void waitsForAnotherHashOfAService() throws IOException {
        agent.answer("GET /v1/agent/service/web?hash=h1&wait=2000ms", 200, "{\"ID\":\"web\",\"ContentHash\":\"h2\"}")
                .answer("GET /v1/agent/service/none", 404, "unknown service ID: none");

        assertThat(client.agentServices().service("web", "h1", Duration.ofSeconds(2)))
                .hasValueSatisfying(service -> assertThat(service.contentHash()).isEqualTo("h2"));
        assertThat(client.agentServices().service("none", "", Duration.ZERO)).isEmpty();
    }

    @Test
    void asksForHealthyInstancesByTag() throws IOException {
        agent.answer(
                "GET /v1/health/service/web?near=_agent&passing=1&tag=a&tag=b",
                200,
                "[{\"Service\":{\"ID\":\"web-1\"}}]");

        Answer<List<CheckServiceNode>> answer =
                client.health().service("web", List.of("a", "b"), true, Query.DEFAULT.near("_agent"));

        assertThat(Objects.requireNonNull(answer.value().getFirst().service()).id())
                .isEqualTo("web-1");
        assertThat(answer.index()).isEqualTo(10);
    }

    @Test
    void firesEventsAndListsThem() throws IOException {
        agent.answer("PUT /v1/event/fire/go?service=web&tag=v1", 200, "{\"ID\":\"e1\",\"Name\":\"go\"}")
                .answer("GET /v1/event/list?name=go", 200, "[{\"ID\":\"e1\",\"Name\":\"go\",\"Payload\":\"bm93\"}]");

        client.events().fire("go", Bytes.of("now"), new Events.Filters("", "web", "v1"));

        assertThat(agent.bodies()).containsExactly("now");
        assertThat(client.events().list("go", Query.DEFAULT).value().getFirst().payload())
                .isEqualTo(Bytes.of("now"));
    }

    @Test
    void aNodeWithoutCoordinateIsNoFailure() throws IOException {
        agent.answer("GET /v1/coordinate/node/n", 404, "");

        assertThat(client.coordinates().node("n", Query.DEFAULT).value()).isEmpty();
    }

    @Test
    void managesPreparedQueries() throws IOException {
        agent.answer("POST /v1/query", 200, "{\"ID\":\"q1\"}")
                .answer("GET /v1/query/q1", 200, "[{\"ID\":\"q1\",\"Name\":\"near-web\"}]")
                .answer("GET /v1/query/none", 404, "Query not found")
                .answer("GET /v1/query/near-web/execute?limit=3", 200, "{\"Service\":\"web\",\"Nodes\":[]}")
                .answer("GET /v1/query/near-web/explain", 200, "{\"Query\":{\"ID\":\"q1\"}}");
        PreparedQueries queries = client.preparedQueries();

        assertThat(queries.create(PreparedQuery.CODEC.zero())).isEqualTo("q1");
        assertThat(queries.get("q1", Query.DEFAULT).value())
                .map(PreparedQuery::name)
                .contains("near-web");
        assertThat(queries.get("none", Query.DEFAULT).value()).isEmpty();
        assertThat(queries.execute("near-web", 3, Query.DEFAULT).service()).isEqualTo("web");
        assertThat(queries.explain("near-web", Query.DEFAULT).id()).isEqualTo("q1");
    }
}
