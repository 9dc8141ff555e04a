package io.praetor.acceptance.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Figures and log of one agent, over the wire.
class InsightIT {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final Pattern DOCUMENTED = Pattern.compile("^\\| `([^`]+)` \\| (timer|counter|gauge) \\|");

    @TempDir
    private static Path folder;

    private static DatagramSocket statsd;
    private static Agent agent;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        statsd = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        statsd.setSoTimeout(PATIENCE_MILLIS);
        String telemetry = "telemetry { prometheus_retention_time = \"1h\" disable_hostname = true statsd_address ="
                + " \"127.0.0.1:" + statsd.getLocalPort() + "\" }";
        agent = Agent.ready(folder, "insight", List.of("-dev", "-log-level=warn", "-hcl=" + telemetry));
        agent.put("/v1/kv/a", "1");
        agent.get("/v1/kv/a");
        agent.get("/v1/kv/a?consistent");
        agent.get("/v1/catalog/services");
        agent.get("/v1/catalog/service/nobody?tag=x");
        agent.get("/v1/health/service/consul");
        agent.get("/v1/health/connect/nobody");
        agent.put("/v1/session/create", "{}");
        agent.put("/v1/txn", "[{\"KV\":{\"Verb\":\"set\",\"Key\":\"t\",\"Value\":\"MQ==\"}}]");
        agent.put("/v1/txn", "[{\"KV\":{\"Verb\":\"get\",\"Key\":\"t\"}}]");
        agent.put("/v1/catalog/register", "{\"Node\":\"other\",\"Address\":\"127.0.0.9\"}");
        agent.put("/v1/catalog/deregister", "{\"Node\":\"other\"}");
    }

    @AfterAll
    static void end() {
        agent.close();
        statsd.close();
    }

    private static Set<String> exposedNames() throws IOException {
        return agent.get("/v1/agent/metrics?format=prometheus")
                .text()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void showsNoFigureThatIsNotDocumented() throws IOException {
        List<Pattern> documented = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../docs/telemetry.md"))) {
            Matcher matcher = DOCUMENTED.matcher(line);
            if (matcher.find()) {
                String name = matcher.group(1).replace('.', '_').replace('-', '_');
                documented.add(Pattern.compile("consul_" + name.replaceAll("<[a-z]+>", ".+")));
            }
        }

        Set<String> unknown = exposedNames();
        unknown.removeIf(name ->
                documented.stream().anyMatch(pattern -> pattern.matcher(name).matches()));

        assertThat(unknown).as("figures that docs/telemetry.md does not know").isEmpty();
    }

    @Test
    void countsWhatWasDone() throws IOException {
        assertThat(exposedNames())
                .contains(
                        "consul_api_http",
                        "consul_http_PUT_v1_kv__",
                        "consul_kvs_apply",
                        "consul_session_apply",
                        "consul_txn_apply",
                        "consul_txn_read",
                        "consul_catalog_register",
                        "consul_catalog_service_not_found",
                        "consul_health_service_query",
                        "consul_client_api_success_catalog_services",
                        "consul_rpc_query",
                        "consul_fsm_kvs",
                        "consul_raft_commitTime",
                        "consul_state_nodes",
                        "consul_autopilot_healthy",
                        "consul_runtime_alloc_bytes");
    }

    @Test
    void tellsStatsd() throws IOException {
        byte[] buffer = new byte[65_536];
        String seen = "";
        agent.put("/v1/kv/b", "1");
        while (!seen.matches("(?s)consul\\.kvs\\.apply:\\d+\\.\\d{6}\\|ms\n.*")) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            statsd.receive(packet);
            String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
            int at = text.indexOf("consul.kvs.apply:");
            seen = at < 0 ? "" : text.substring(at);
            agent.put("/v1/kv/b", "1");
        }
    }

    @Test
    void streamsTheLogToManyAtOnceWithoutSecrets() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> text =
                    client.send(request("/v1/agent/monitor?loglevel=debug"), HttpResponse.BodyHandlers.ofInputStream());
            HttpResponse<InputStream> json = client.send(
                    request("/v1/agent/monitor?loglevel=debug&logjson"), HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader lines = reader(text.body());
                    BufferedReader objects = reader(json.body())) {
                agent.get("/v1/kv/watched?token=0123-secret&a=%0Ab");

                String line = awaited(lines, found -> found.contains("/v1/kv/watched"));
                assertThat(line)
                        .matches("\\S+ \\[DEBUG] agent\\.http: Request finished: method=GET"
                                + " url=/v1/kv/watched\\?token=<hidden>&a=%0Ab from=127\\.0\\.0\\.1:\\d+ latency=\\S+");
                String object = awaited(objects, found -> found.contains("/v1/kv/watched"));
                assertThat(object).startsWith("{\"@level\":\"debug\",\"@message\":\"Request finished\"");
                assertThat(object).doesNotContain("0123-secret");
            }
        }
    }

    @Test
    void compressesTheLogFromItsFirstByte() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(agent.http().url() + "/v1/agent/monitor?loglevel=debug"))
                    .header("Accept-Encoding", "gzip")
                    .build();
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
            try (InputStream plain = new GZIPInputStream(response.body())) {
                agent.get("/v1/kv/squeezed");

                // a reader of lines would want a whole buffer of them: this stream always claims to have more
                StringBuilder seen = new StringBuilder();
                while (seen.indexOf("/v1/kv/squeezed") < 0) {
                    int next = plain.read();
                    assertThat(next).isNotNegative();
                    seen.append((char) next);
                }
                assertThat(seen.toString()).contains("[DEBUG]");
            }
        }
    }

    @Test
    void streamsEachIntervalAsALine() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response =
                    client.send(request("/v1/agent/metrics/stream"), HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader lines = reader(response.body())) {
                assertThat(lines.readLine()).startsWith("{\"Timestamp\":\"20").contains("\"consul.state.nodes\"");
            }
        }
    }

    @Test
    void describesTheMachine() throws IOException {
        assertThat(agent.get("/v1/agent/host").text())
                .contains("\"kernelVersion\"", "\"vendorId\"", "\"usedPercent\"", "\"CollectionTime\"");
    }

    private static HttpRequest request(String target) {
        return HttpRequest.newBuilder(URI.create(agent.http().url() + target)).build();
    }

    private static BufferedReader reader(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    private static String awaited(BufferedReader lines, Predicate<String> wanted) throws IOException {
        String line = lines.readLine();
        while (line != null && !wanted.test(line)) {
            line = lines.readLine();
        }
        assertThat(line).isNotNull();
        return line;
    }
}
