package io.praetor.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.Bytes;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.operator.AutopilotConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiTest {
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
    void readsAnEntryWithItsIndex() throws IOException {
        agent.put("a/b", "value", 42);

        Answer<Optional<KvEntry>> answer = client.kv().get("a/b", Query.DEFAULT);

        assertThat(answer.value()).hasValueSatisfying(entry -> {
            assertThat(entry.flags()).isEqualTo(42);
            assertThat(entry.value()).isEqualTo(Bytes.of("value"));
        });
        assertThat(answer.index()).isEqualTo(11);
        assertThat(answer.knownLeader()).isTrue();
    }

    @Test
    void aMissingKeyIsNoErrorAndHasAnIndexToWaitFor() throws IOException {
        Answer<Optional<KvEntry>> answer = client.kv().get("nothing", Query.DEFAULT);

        assertThat(answer.value()).isEmpty();
        assertThat(answer.index()).isEqualTo(10);
    }

    @Test
    void listsEntriesAndKeysUnderAPrefix() throws IOException {
        agent.put("p/1", "x", 0);
        agent.put("q", "y", 0);
        agent.answer("GET /v1/kv/p/?keys=&separator=%2F", 200, "[\"p/1\"]");

        assertThat(client.kv().list("p/", Query.DEFAULT).value())
                .extracting(KvEntry::key)
                .containsExactly("p/1");
        assertThat(client.kv().list("none", Query.DEFAULT).value()).isEmpty();
        assertThat(client.kv().keys("p/", "/", Query.DEFAULT).value()).containsExactly("p/1");
    }

    @Test
    void writesByIndexAndDeletesByIndex() throws IOException {
        assertThat(client.kv().compareAndSet("k", Bytes.of("1"), 0, 0)).isTrue();
        assertThat(client.kv().compareAndSet("k", Bytes.of("2"), 0, 0)).isFalse();
        long index = client.kv().get("k").orElseThrow().modifyIndex();

        assertThat(client.kv().deleteIfUnchanged("k", index + 1)).isFalse();
        assertThat(client.kv().deleteIfUnchanged("k", index)).isTrue();
        assertThat(agent.keys()).isEmpty();
    }

    @Test
    void refusesAKeyThatBeginsWithASlash() {
        assertThatThrownBy(() -> client.kv().put("/x", Bytes.EMPTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid key. Key must not begin with a '/': /x");
    }

    @Test
    void aBlockedReadReturnsWhenTheKeyChanges() throws Exception {
        agent.put("k", "old", 0);
        long index = client.kv().get("k", Query.DEFAULT).index();
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                agent.awaitRequests("GET /v1/kv/k?index=", 1);
                agent.put("k", "new", 0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        Answer<Optional<KvEntry>> answer = client.kv().get("k", Query.DEFAULT.after(index));
        writer.join();

        assertThat(answer.value().orElseThrow().value()).isEqualTo(Bytes.of("new"));
        assertThat(answer.index()).isGreaterThan(index);
    }

    @Test
    void closingTheClientEndsABlockedRead() throws Exception {
        agent.put("k", "v", 0);
        Thread closer = Thread.ofVirtual().start(() -> {
            try {
                agent.awaitRequests("GET /v1/kv/k?index=", 1);
                client.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(() -> client.kv().get("k", Query.DEFAULT.after(1000)))
                .isInstanceOf(ConsulException.class);
        closer.join();
    }

    @Test
    void createsASessionWithOnlyWhatWasAskedFor() throws IOException {
        String id = client.sessions().create(new Sessions.Terms("job", Duration.ofSeconds(15), "release"));

        assertThat(agent.bodies()).containsExactly("{\"Name\":\"job\",\"TTL\":\"15s\",\"Behavior\":\"release\"}");
        assertThat(client.sessions().renew(id)).isTrue();
        client.sessions().destroy(id);
        assertThat(client.sessions().renew(id)).isFalse();
    }

    @Test
    void readsTheCatalog() throws IOException {
        agent.answer("GET /v1/catalog/datacenters", 200, "[\"dc1\",\"dc2\"]")
                .answer("GET /v1/catalog/nodes?near=_agent", 200, "[{\"ID\":\"1\",\"Node\":\"n\",\"New\":{\"x\":1}}]")
                .answer("GET /v1/catalog/services", 200, "{\"web\":[\"v1\"],\"db\":null}")
                .answer("GET /v1/catalog/node/n", 200, "null");

        assertThat(client.catalog().datacenters()).containsExactly("dc1", "dc2");
        assertThat(client.catalog()
                        .nodes(Query.DEFAULT.near("_agent"))
                        .value()
                        .getFirst()
                        .node())
                .isEqualTo("n");
        assertThat(client.catalog().services(Query.DEFAULT).value())
                .isEqualTo(Map.of("web", List.of("v1"), "db", List.of()));
        assertThat(client.catalog().node("n", Query.DEFAULT).value()).isEmpty();
    }

    @Test
    void writesTheAutopilotConfigurationByItsIndex() throws IOException {
        agent.answer("PUT /v1/operator/autopilot/configuration?cas=9", 200, "true");
        AutopilotConfig config = new AutopilotConfig(true, 200_000_000, 250, 0, 10_000_000_000L, "", false, "", 1, 9);

        assertThat(client.operator().setAutopilot(config)).isTrue();
        assertThat(agent.bodies().getFirst())
                .contains("\"LastContactThreshold\":\"200ms\"", "\"ServerStabilizationTime\":\"10s\"");
    }

    @Test
    void tellsAnswersItCannotRead() {
        agent.answer("GET /v1/catalog/datacenters", 200, "{\"no\":\"list\"}");

        assertThatThrownBy(() -> client.catalog().datacenters())
                .isInstanceOf(ConsulException.class)
                .hasMessage("json: cannot unmarshal object into Go value of type []string");
    }

    @Test
    void sendsASnapshotAsAStream() throws IOException {
        agent.answer("PUT /v1/snapshot", 200, "");
        byte[] archive = "archive".getBytes(StandardCharsets.UTF_8);

        client.snapshots().restore(new ByteArrayInputStream(archive), archive.length);

        assertThat(agent.bodies()).containsExactly("archive");
    }

    @Test
    void readsTheVariablesOfAllConsulTools() {
        ClientSettings settings = ClientSettings.fromEnvironment(Map.of(
                "CONSUL_HTTP_ADDR", "10.0.0.1:8501",
                "CONSUL_HTTP_SSL", "true",
                "CONSUL_HTTP_SSL_VERIFY", "false",
                "CONSUL_HTTP_TOKEN", "t",
                "CONSUL_HTTP_AUTH", "u:p",
                "CONSUL_NAMESPACE", "ns1",
                "CONSUL_TLS_SERVER_NAME", "server.dc1.consul"));

        assertThat(settings.address().url("/x")).isEqualTo("https://10.0.0.1:8501/x");
        assertThat(settings.token()).isEqualTo("t");
        assertThat(settings.basicAuth()).isEqualTo("u:p");
        assertThat(settings.namespace()).isEqualTo("ns1");
        assertThat(settings.tls().verify()).isFalse();
        assertThat(settings.tls().serverName()).isEqualTo("server.dc1.consul");
        assertThat(settings.toString()).doesNotContain("u:p").doesNotContain("token");
    }
}
