package io.praetor.acceptance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.wire.HttpConnection;
import io.praetor.acceptance.wire.HttpResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that no honest client sends, against the running program.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileHttpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int FUZZED_REQUESTS = 3000;
    private static final long SEED = Long.getLong("praetor.seed", 20261121L);

    @TempDir
    private static Path folder;

    private static Agent agent;
    private static CompletableFuture<Boolean> slowLoris;

    @BeforeAll
    static void startAgent() throws IOException, InterruptedException {
        // A connection whose request was cut short counts for a moment after its end.
        String connections = "-hcl=limits { http_max_conns_per_client = 10000 }";
        agent = Agent.ready(folder, "hostile", List.of("-dev", "-log-level=warn", connections));
        slowLoris = new CompletableFuture<>();
        Thread.ofVirtual().start(HostileHttpIT::dribble);
    }

    @AfterAll
    static void endAgent() {
        agent.close();
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            requests.append("PUT /v1/kv/pipe-%d HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n%02d".formatted(i, i));
            requests.append("GET /v1/kv/pipe-%d?raw HTTP/1.1\r\nHost: h\r\n\r\n".formatted(i));
        }

        try (HttpConnection connection = agent.http().connect(PATIENCE)) {
            connection.write(requests.toString());

            for (int i = 0; i < 50; i++) {
                assertThat(connection.read("PUT").text()).isEqualTo("true");
                assertThat(connection.read("GET").text()).isEqualTo("%02d".formatted(i));
            }
        }
    }

    @Test
    void keepsTheOrderBehindABlockedRead() throws IOException {
        agent.put("/v1/kv/blocked", "1");
        long index = agent.get("/v1/kv/blocked").index();

        try (HttpConnection connection = agent.http().connect(PATIENCE)) {
            connection.write("GET /v1/kv/blocked?raw&index=%d&wait=10s HTTP/1.1\r\nHost: h\r\n\r\n".formatted(index));
            connection.write("GET /v1/status/peers HTTP/1.1\r\nHost: h\r\n\r\n");
            agent.put("/v1/kv/blocked", "2");

            assertThat(connection.read("GET").text()).isEqualTo("2");
            assertThat(connection.read("GET").text()).startsWith("[");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 30\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 30",
                "Content-Length: 5\r\nContent-Length: 30",
                "Content-Length: 5, 30",
                "Content-Length: +5",
                "Content-Length: 0x5",
                "Content-Length: -5",
                "Content-Length: 99999999999999999999",
                "Content-Length:",
                "Content-Length : 5",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding : chunked",
                "X-Nul: a\u0000b",
                "no colon",
                ": no name"
            })
    void refusesAmbiguousFraming(String headers) throws IOException {
        String front = "front-" + Integer.toHexString(headers.hashCode());
        String smuggled = "0\r\n\r\nPUT /v1/kv/smuggled HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx";
        String request = "PUT /v1/kv/%s HTTP/1.1\r\nHost: h\r\n%s\r\n\r\n%s".formatted(front, headers, smuggled);

        String answer = Raw.converse(agent.http().port(), request.getBytes(StandardCharsets.ISO_8859_1), PATIENCE);

        assertThat(answer).matches("(?s)HTTP/1\\.1 (400|501) .*").doesNotContain("200 OK");
        assertThat(answer.split("HTTP/1\\.1 ", -1))
                .as("one answer, then the end")
                .hasSize(2);
        assertThat(agent.get("/v1/kv/smuggled").status()).isEqualTo(404);
        assertThat(agent.get("/v1/kv/" + front).status()).isEqualTo(404);
    }

    @Test
    void refusesEndlessLinesAndHeaders() throws IOException {
        String longLine = "GET /v1/kv/%s HTTP/1.1\r\nHost: h\r\n\r\n".formatted("x".repeat(4 << 20));
        String longHeader = "GET / HTTP/1.1\r\nHost: h\r\nX-Long: %s\r\n\r\n".formatted("x".repeat(4 << 20));
        String manyHeaders = "GET / HTTP/1.1\r\nHost: h\r\n%s\r\n".formatted("X-Many: x\r\n".repeat(400_000));

        for (String request : List.of(longLine, longHeader, manyHeaders)) {
            String answer = Raw.converse(agent.http().port(), request.getBytes(StandardCharsets.ISO_8859_1), PATIENCE);

            // A reset may overtake the answer, for most of the request is never read.
            assertThat(answer).matches("(?s)(HTTP/1\\.1 (400|414|431) .*)?");
        }
        assertThat(agent.get("/v1/status/leader").status()).isEqualTo(200);
    }

    @Test
    void speaksOnlyHttp1() throws IOException {
        for (String request : List.of(
                "GET /\r\n\r\n", "GET / HTTP/2.0\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u0016\u0003\u0001")) {
            String answer = Raw.converse(agent.http().port(), request.getBytes(StandardCharsets.ISO_8859_1), PATIENCE);

            assertThat(answer).doesNotContain(" 200 ");
        }
    }

    @Test
    void refusesAnAbsurdlyDeepBody() throws IOException {
        for (String target : List.of("/v1/txn", "/v1/catalog/register", "/v1/session/create")) {
            HttpResponse answer = agent.put(target, "[{\"a\":".repeat(50_000));

            assertThat(answer.status()).as(target).isBetween(400, 500);
            assertUneventful(answer.text());
        }
    }

    @Test
    void survivesMutatedRequests() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < FUZZED_REQUESTS; i++) {
            byte[] request = new Mutations(random).next();
            String described = "request %d of seed %d: %s"
                    .formatted(
                            i,
                            SEED,
                            new String(request, 0, Math.min(request.length, 600), StandardCharsets.ISO_8859_1));
            try {
                String answer = Raw.converse(agent.http().port(), request, PATIENCE);
                assertUneventful(answer);
                assertThat(answer).doesNotStartWith("HTTP/1.1 429");
            } catch (IOException | AssertionError failed) {
                throw new AssertionError(described, failed);
            }
        }

        assertThat(agent.get("/v1/status/leader").status()).isEqualTo(200);
        assertThat(agent.process().output()).doesNotContain("Exception", "\tat ", "Error:");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void closesAConnectionWhoseHeadNeverEnds() throws Exception {
        assertThat(slowLoris.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    /// A header line every now and then, for ever; completes when the server has had enough.
    private static void dribble() {
        try (HttpConnection connection = agent.http().connect(Duration.ofMillis(200))) {
            connection.write("GET /v1/kv/slow HTTP/1.1\r\nHost: h\r\n");
            boolean ended = false;
            while (!ended) {
                connection.write("X-More: x\r\n");
                ended = endsWithinPatience(connection);
            }
            slowLoris.complete(true);
        } catch (IOException closed) {
            slowLoris.complete(true);
        }
    }

    private static boolean endsWithinPatience(HttpConnection connection) throws IOException {
        try {
            while (!connection.isAtEnd()) {
                // The server's last words, byte by byte.
            }
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        }
    }

    private static void assertUneventful(String answer) {
        assertThat(answer).doesNotContain("Exception", "\tat ", "java.lang", "io.netty", "io.praetor", "com.fasterxml");
    }
}
