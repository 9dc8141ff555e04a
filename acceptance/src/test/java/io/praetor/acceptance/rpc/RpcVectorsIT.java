package io.praetor.acceptance.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Ports;
import io.praetor.acceptance.recorded.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the original's agents sent to the original's servers, sent to ours: the answers are alike.
class RpcVectorsIT {
    private static final HexFormat HEX = HexFormat.of();
    private static final int PATIENCE = 90_000;
    private static final JsonNode VECTORS = Json.resource("/rpc-vectors.json");

    /// Written over HTTP while the calls were recorded.
    private static final String EXTERNAL =
            "{\"Node\": \"ext1\", \"Address\": \"10.9.9.9\", \"NodeMeta\": {\"k\": \"v\"},"
                    + " \"Service\": {\"ID\": \"db1\", \"Service\": \"db\", \"Port\": 5432, \"Tags\": [\"x\"]},"
                    + " \"Check\": {\"CheckID\": \"db1:up\", \"Name\": \"db up\", \"ServiceID\": \"db1\","
                    + " \"Status\": \"warning\"}}";

    /// What the recorded client had; its agent would take anything else off the catalog.
    private static final String LOCAL = "{\"ID\": \"web1\", \"Name\": \"web\", \"Tags\": [\"v1\", \"primary\"],"
            + " \"Address\": \"10.1.2.3\", \"Port\": 8080, \"Meta\": {\"ver\": \"1\"}, \"Check\": {\"CheckID\": \"web1-ttl\","
            + " \"Name\": \"web ttl\", \"TTL\": \"10m\", \"Status\": \"passing\"}}";

    /// Not there yet: configuration entries and what is made of them.
    private static final List<String> LATER = List.of("ConfigEntry.", "Intention.", "DiscoveryChain.");

    /// With the haste of development mode a client on a busy machine seems to have failed now and then.
    private static final String UNHURRIED =
            "-hcl=gossip_lan { probe_interval = \"1s\" probe_timeout = \"500ms\" suspicion_mult = 4 }";

    private static final List<Agent> AGENTS = new ArrayList<>();

    @TempDir
    private static Path folder;

    private static int port;

    @BeforeAll
    static void startAServerAndTheClientThatWasRecorded() throws IOException, InterruptedException {
        List<Integer> ports = Ports.free(5);
        port = ports.get(2);
        Agent server = Agent.launched(folder, "s1", ports, List.of("-dev", "-log-level=warn", UNHURRIED));
        AGENTS.add(server);
        server.awaitReady();
        Agent client = Agent.launched(
                folder,
                "c1",
                Ports.free(5),
                List.of(
                        "-data-dir=" + folder.resolve("c1.data"),
                        "-node-id=22222222-2222-4222-8222-222222222222",
                        "-retry-join=127.0.0.1:" + ports.get(3),
                        "-log-level=warn"));
        AGENTS.add(client);
        assertThat(server.put("/v1/catalog/register", EXTERNAL).status()).isEqualTo(200);
        await(server, "serfHealth");
        assertThat(client.put("/v1/agent/service/register", LOCAL).status()).isEqualTo(200);
        await(server, "web1-ttl");
    }

    /// Waits until the catalog has a check of the client.
    private static void await(Agent server, String check) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        String seen = "";
        while (!seen.contains(check)) {
            assertThat(System.nanoTime()).as(seen).isLessThan(deadline);
            Thread.sleep(20);
            seen = server.get("/v1/health/node/c1").text();
        }
    }

    @AfterAll
    static void endBoth() {
        AGENTS.forEach(Agent::close);
    }

    @Test
    void callsOfOneSessionAreAnsweredAlike() throws IOException {
        List<String> differences = new ArrayList<>();
        int played = 0;
        try (Session session = new Session(port, PATIENCE)) {
            int recordedOn = 0;
            for (JsonNode call : VECTORS.get("calls_over_yamux")) {
                String method = call.get("method").asText();
                if (LATER.stream().anyMatch(method::startsWith)) {
                    continue;
                }
                if (call.get("stream_id").asInt() != recordedOn) {
                    recordedOn = call.get("stream_id").asInt();
                    session.open();
                }
                session.send(HEX.parseHex(call.get("request_header_hex").asText()
                        + call.get("request_body_hex").asText()));
                differences.addAll(differences(
                        method,
                        session.answers(),
                        HEX.parseHex(call.get("response_header_hex").asText()),
                        HEX.parseHex(call.get("response_body_hex").asText())));
                played++;
            }
        }
        assertThat(differences).isEmpty();
        assertThat(played).isGreaterThan(25);
    }

    @Test
    void callsOfPlainConnectionsAreAnsweredAlike() throws IOException {
        List<String> differences = new ArrayList<>();
        for (JsonNode call : VECTORS.get("plain_connection_first_byte_00")) {
            try (Socket socket = connect()) {
                socket.getOutputStream()
                        .write(HEX.parseHex("00" + call.get("request_hex").asText()));
                Values recorded =
                        Values.of(HEX.parseHex(call.get("response_hex").asText()));
                Values answered = new Values(socket.getInputStream());
                String method = call.get("method").asText();
                JsonNode wanted = recorded.next();
                JsonNode got = answered.next();
                if (!wanted.equals(got)) {
                    differences.add("%s: %s recorded, %s answered".formatted(method, wanted, got));
                }
                Shapes.differences(recorded.next(), answered.next())
                        .forEach(difference -> differences.add(method + difference));
                if (call.get("server_closed_after").asBoolean()) {
                    assertThat(socket.getInputStream().read()).as(method).isEqualTo(-1);
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void aSnapshotFollowsItsHeader() throws IOException {
        JsonNode recorded = VECTORS.get("snapshot_stream");
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(HEX.parseHex(recorded.get("request_hex").asText()));
            InputStream in = socket.getInputStream();
            JsonNode wanted = Values.of(
                            HEX.parseHex(recorded.get("response_header_hex").asText()))
                    .next();

            JsonNode header = new Values(in).next();

            assertThat(Shapes.differences(wanted, header)).isEmpty();
            assertThat(header.get("Error").asText()).isEmpty();
            assertThat(header.get("KnownLeader").asBoolean()).isTrue();
            byte[] archive = in.readAllBytes();
            assertThat(archive).hasSizeGreaterThan(500).startsWith(0x1f, 0x8b);
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE);
        return socket;
    }

    /// The headers must be the same; of the bodies what is not data.
    private static List<String> differences(String method, Values answers, byte[] header, byte[] body)
            throws IOException {
        List<String> found = new ArrayList<>();
        JsonNode wanted = Values.of(header).next();
        JsonNode got = answers.next();
        if (!wanted.equals(got)) {
            found.add("%s: %s recorded, %s answered".formatted(method, wanted, got));
        }
        Shapes.differences(Values.of(body).next(), answers.next())
                .forEach(difference -> found.add(method + difference));
        return found;
    }
}
