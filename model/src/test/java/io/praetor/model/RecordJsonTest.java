package io.praetor.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.CheckType;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.HealthCheckDefinition;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.ServiceNode;
import io.praetor.model.catalog.Upstream;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.codec.PackReader;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.model.operator.OperatorHealthReply;
import io.praetor.model.operator.SerfStatus;
import io.praetor.model.operator.ServerHealth;
import io.praetor.model.rpc.QueryMeta;
import io.praetor.model.session.Session;
import io.praetor.model.txn.TxnReadResponse;
import io.praetor.model.txn.TxnResponse;
import io.praetor.model.txn.TxnResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The JSON forms of `http-api.md` §5, in order and with what is left out.
class RecordJsonTest {
    @Test
    void printsANodeWithNullMaps() {
        Node node = new Node("id", "n", "10.0.0.1", "dc1", null, Map.of(), 1, 2);

        assertThat(Json.text(Node.CODEC, node))
                .isEqualTo("{\"ID\":\"id\",\"Node\":\"n\",\"Address\":\"10.0.0.1\",\"Datacenter\":\"dc1\","
                        + "\"TaggedAddresses\":null,\"Meta\":{},\"CreateIndex\":1,\"ModifyIndex\":2}");
    }

    @Test
    void printsAServiceWithItsEmptyStructuresButNotWhatOnlyAgentsKnow() {
        assertThat(Json.text(NodeService.CODEC, NodeService.CODEC.zero()))
                .isEqualTo("{\"ID\":\"\",\"Service\":\"\",\"Tags\":null,\"Address\":\"\",\"Meta\":null,\"Port\":0,"
                        + "\"Weights\":null,\"EnableTagOverride\":false,\"Proxy\":{\"MeshGateway\":{},\"Expose\":{}},"
                        + "\"Connect\":{},\"CreateIndex\":0,\"ModifyIndex\":0}");
    }

    @Test
    void aPingUsesTlsUnlessItIsSaidToBeOff() throws DecodeException {
        CheckType unsaid = Json.parse(CheckType.CODEC, "{\"H2PING\":\"h:1\"}".getBytes(StandardCharsets.UTF_8));
        CheckType off = Json.parse(
                CheckType.CODEC, "{\"H2PING\":\"h:1\",\"H2PingUseTLS\":false}".getBytes(StandardCharsets.UTF_8));

        assertThat(unsaid.h2pingUseTls()).isTrue();
        assertThat(off.h2pingUseTls()).isFalse();
        assertThat(Json.text(CheckType.CODEC, unsaid)).doesNotContain("H2PingUseTLS");
        assertThat(Json.text(CheckType.CODEC, off)).contains("\"H2PingUseTLS\":false");
    }

    @Test
    void printsDurationsOfACheckDefinitionAsTextAndLeavesOutZeroes() throws DecodeException {
        HealthCheckDefinition read = Json.parse(
                HealthCheckDefinition.CODEC,
                "{\"Interval\":\"10s\",\"Timeout\":5000000000,\"HTTP\":\"http://x\",\"TTL\":\"1s\"}"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(Json.text(HealthCheckDefinition.CODEC, read))
                .isEqualTo("{\"Interval\":\"10s\",\"Timeout\":\"5s\",\"HTTP\":\"http://x\",\"TTL\":1000000000}");
        assertThat(HealthCheckDefinition.CODEC.unpack(new PackReader(HealthCheckDefinition.CODEC.pack(read))))
                .isEqualTo(read);
    }

    @Test
    void readsUpstreamsInBothSpellings() throws DecodeException {
        Upstream camel = Json.parse(Upstream.CODEC, bytes("{\"DestinationName\":\"db\",\"LocalBindPort\":1}"));
        Upstream snake = Json.parse(Upstream.CODEC, bytes("{\"destination_name\":\"db\",\"local_bind_port\":1}"));

        assertThat(snake).isEqualTo(camel);
    }

    @Test
    void printsAKeyWithoutHolderAndASessionWithNullLists() {
        assertThat(Json.text(KvEntry.CODEC, new KvEntry(0, "k", 1, Bytes.of("v"), "", 2, 3)))
                .isEqualTo(
                        "{\"LockIndex\":0,\"Key\":\"k\",\"Flags\":1,\"Value\":\"dg==\",\"CreateIndex\":2,\"ModifyIndex\":3}");
        assertThat(Json.text(Session.CODEC, Session.CODEC.zero()))
                .isEqualTo("{\"ID\":\"\",\"Name\":\"\",\"Node\":\"\",\"LockDelay\":0,\"Behavior\":\"\",\"TTL\":\"\","
                        + "\"NodeChecks\":null,\"ServiceChecks\":null,\"CreateIndex\":0,\"ModifyIndex\":0}");
    }

    @Test
    void printsTransactionsInBothForms() {
        TxnResult result = TxnResult.of(new KvEntry(0, "k", 0, null, "", 2, 3));
        String results = "{\"Results\":[{\"KV\":{\"LockIndex\":0,\"Key\":\"k\",\"Flags\":0,\"Value\":null,"
                + "\"CreateIndex\":2,\"ModifyIndex\":3}}],\"Errors\":null";

        assertThat(Json.text(TxnResponse.CODEC, new TxnResponse(List.of(result), null)))
                .isEqualTo(results + "}");
        assertThat(Json.text(
                        TxnReadResponse.CODEC,
                        new TxnReadResponse(List.of(result), null, new QueryMeta(0, 0, true, "", false))))
                .isEqualTo(results + ",\"Index\":0,\"LastContact\":0,\"KnownLeader\":true,\"ConsistencyLevel\":\"\","
                        + "\"NotModified\":false}");
    }

    @Test
    void printsAutopilotsDurationsAndMemberStatusAsText() throws DecodeException {
        AutopilotConfig config = new AutopilotConfig(true, 200_000_000, 250, 0, 10_000_000_000L, "", false, "", 4, 4);
        ServerHealth health =
                new ServerHealth("i", "s", "a", SerfStatus.ALIVE, "1.9", true, 0, 2, 9, true, true, GoTime.ZERO);
        OperatorHealthReply reply = new OperatorHealthReply(true, 0, List.of(health));

        assertThat(Json.text(AutopilotConfig.CODEC, config))
                .startsWith("{\"CleanupDeadServers\":true,\"LastContactThreshold\":\"200ms\",\"MaxTrailingLogs\":250,"
                        + "\"MinQuorum\":0,\"ServerStabilizationTime\":\"10s\",");
        assertThat(Json.text(OperatorHealthReply.CODEC, reply))
                .contains("\"SerfStatus\":\"alive\"", "\"LastContact\":\"0s\"");
        assertThat(OperatorHealthReply.CODEC.unpack(new PackReader(OperatorHealthReply.CODEC.pack(reply))))
                .isEqualTo(reply);
    }

    @Test
    void makesNullTagsEmptyEverywhere() {
        NodeService service = NodeService.CODEC.zero();
        HealthCheck check = HealthCheck.CODEC.zero();
        Node node = Node.CODEC.zero();

        CheckServiceNode normal = new CheckServiceNode(node, service, List.of(check)).withTagsNormalised();

        assertThat(normal)
                .isEqualTo(new CheckServiceNode(
                        node, service.withTags(List.of()), List.of(check.withServiceTags(List.of()))));
        assertThat(normal.withTagsNormalised()).isSameAs(normal);
        assertThat(ServiceNode.of(node, service).withTagsNormalised().serviceTags())
                .isEmpty();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
