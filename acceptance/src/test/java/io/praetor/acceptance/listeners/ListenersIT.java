package io.praetor.acceptance.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Child;
import io.praetor.acceptance.program.Consul;
import io.praetor.acceptance.program.Ports;
import io.praetor.acceptance.wire.Endpoint;
import io.praetor.acceptance.wire.HttpConnection;
import io.praetor.acceptance.wire.HttpRequest;
import io.praetor.acceptance.wire.HttpResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each way into the agent, and each way it can be narrowed by configuration.
class ListenersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
    void servesHttpsBesideHttp() throws IOException, InterruptedException, GeneralSecurityException {
        Identity identity = Identity.make(folder);
        int port = Ports.free(1).getFirst();
        Endpoint https = new Endpoint.Tls(port, identity.trusting());

        try (Agent agent = agent(
                "-hcl=ports { https = %d }".formatted(port),
                "-hcl=cert_file = \"%s\"".formatted(identity.certificate()),
                "-hcl=key_file = \"%s\"".formatted(identity.key()))) {
            agent.through(https).awaitReady();

            assertThat(agent.through(https).put("/v1/kv/secret", "kept").text()).isEqualTo("true");
            assertThat(agent.get("/v1/kv/secret?raw").text()).isEqualTo("kept");
            assertThat(statusOfPlainHttp(port)).isNotEqualTo(200);
        }
    }

    @Test
    void servesAUnixSocket() throws IOException, InterruptedException {
        Path socket = Files.createTempDirectory("praetor").resolve("http.sock");
        Endpoint unix = new Endpoint.Unix(socket);

        try (Agent agent = Agent.launched(
                        folder,
                        "unix",
                        Ports.free(5),
                        List.of("-dev", "-log-level=warn", "-hcl=addresses { http = \"unix://%s\" }".formatted(socket)))
                .through(unix)) {
            agent.awaitReady();

            assertThat(agent.put("/v1/kv/local", "here").text()).isEqualTo("true");
            assertThat(command("kv", "get", "-http-addr=unix://" + socket, "local"))
                    .isEqualTo("here\n");
        }
    }

    @Test
    void hidesBlockedEndpointsAndAddsResponseHeaders() throws IOException, InterruptedException {
        try (Agent agent = agent("-hcl=http_config { block_endpoints = [\"/v1/session\", \"/v1/kv/private\"] "
                + "response_headers { \"x-frame-options\" = \"DENY\" \"Access-Control-Allow-Origin\" = \"*\" } }")) {
            for (String blocked : List.of("/v1/session/list", "/v1/kv/private/x")) {
                HttpResponse answer = agent.get(blocked);
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.text()).isEqualTo("Endpoint is blocked by agent configuration");
                assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            }
            assertThat(agent.get("/v1/kv/public").status()).isEqualTo(404);
            for (String any : List.of("/", "/v1/status/leader", "/v1/nope", "/v1/kv/public")) {
                assertThat(agent.get(any).header("Access-Control-Allow-Origin"))
                        .as(any)
                        .isEqualTo("*");
            }
        }
    }

    @Test
    void acceptsWritesOnlyFromTheNetworksNamed() throws IOException, InterruptedException {
        try (Agent agent = agent("-hcl=http_config { allow_write_http_from = [\"10.0.0.0/8\", \"::1/128\"] }")) {
            HttpResponse refused = agent.send(
                    HttpRequest.of("PUT", "/v1/kv/x").withBody("1").withHeader("X-Forwarded-For", "10.1.2.3"));

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text()).isEqualTo("Access is restricted");
            assertThat(agent.get("/v1/kv/x").status()).isEqualTo(404);
            assertThat(agent.send(HttpRequest.of("OPTIONS", "/v1/kv/x")).status())
                    .isEqualTo(200);
        }
        try (Agent agent = agent("-hcl=http_config { allow_write_http_from = [\"127.0.0.0/8\"] }")) {
            assertThat(agent.put("/v1/kv/x", "1").text()).isEqualTo("true");
        }
    }

    @Test
    void limitsTheConnectionsOfOneClient() throws IOException, InterruptedException {
        int limit = 6;
        try (Agent agent = agent("-hcl=limits { http_max_conns_per_client = %d }".formatted(limit))) {
            List<HttpConnection> connections = new ArrayList<>();
            try {
                for (int i = 0; i < limit; i++) {
                    connections.add(accepted(agent));
                }
                try (HttpConnection surplus = agent.http().connect(PATIENCE)) {
                    HttpResponse refusal = surplus.read("GET");
                    assertThat(refusal.status()).isEqualTo(429);
                    assertThat(refusal.text())
                            .isEqualTo("Your IP is issuing too many concurrent connections, "
                                    + "please rate limit your calls");
                    assertThat(surplus.isAtEnd()).isTrue();
                }
                connections.removeLast().close();
                connections.add(accepted(agent));
            } finally {
                for (HttpConnection connection : connections) {
                    connection.close();
                }
            }
        }
    }

    /// 0 when the server just closes the connection.
    private static int statusOfPlainHttp(int port) throws IOException {
        HttpRequest request = HttpRequest.of("GET", "/v1/status/leader");
        try {
            return HttpConnection.exchange(new Endpoint.Tcp(port), request, PATIENCE)
                    .status();
        } catch (EOFException closed) {
            return 0;
        }
    }

    /// A connection that serves; one that was closed just now may still count against it.
    private static HttpConnection accepted(Agent agent) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            HttpConnection connection = agent.http().connect(PATIENCE);
            HttpResponse answer = connection.exchange(agent.http().host(), HttpRequest.of("GET", "/v1/status/leader"));
            if (answer.status() == 200) {
                return connection;
            }
            connection.close();
            assertThat(System.nanoTime()).as("still refused: " + answer.text()).isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    private Agent agent(String... flags) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-dev", "-log-level=warn"));
        all.addAll(List.of(flags));
        return Agent.ready(folder, "listener", all);
    }

    private String command(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Consul.launcher().toString()));
        command.addAll(List.of(words));
        try (Child child = Child.start(command, Consul.environment(null), folder, folder.resolve("command"), null)) {
            child.finish(PATIENCE);
            return child.output();
        }
    }
}
