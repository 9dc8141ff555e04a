package io.praetor.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.http.route.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes that hardly are HTTP: whatever comes, the pipeline throws nothing, every answer is one, and no answer tells of
/// our insides.
class RequestFuzzTest {
    private static final String[] SEEDS = {
        "GET /v1/echo/a HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/parked HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/long?pretty&x=%20 HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nX-Consul-Token: t\r\n\r\n",
        "GET /v1/huge HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "PUT /v1/echo/%ff HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
        "PUT /v1/echo/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        "PUT /v1/stream HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nabcde",
        "DELETE /v1//echo/../a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
    };
    private static final String[] PIECES = {
        "\r\n",
        "\n",
        "\r",
        " ",
        ":",
        "/",
        "%",
        "?",
        "&",
        "\0",
        "\u00ff",
        "0",
        "-1",
        "99999999999999999999",
        "chunked",
        "Content-Length: 5\r\n",
        "Transfer-Encoding: chunked\r\n",
        "HTTP/1.1",
        "HTTP/9.9",
        "Host: y\r\n",
        "//",
        "..",
        ";",
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void answersOrCloses(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 1500; round++) {
            try (Wire wire = new Wire()) {
                String input = input(random);
                play(wire, input, random);
                wire.channel.checkException();
            }
        }
    }

    private static void play(Wire wire, String input, Random random) {
        StringBuilder output = new StringBuilder();
        int at = 0;
        while (at < input.length() && wire.isOpen()) {
            int end = Math.min(input.length(), at + 1 + random.nextInt(random.nextBoolean() ? 7 : 400));
            output.append(wire.send(input.substring(at, end)));
            at = end;
        }
        if (random.nextBoolean()) {
            wire.endInput();
            output.append(wire.received());
        }
        wire.runBlockingUnlessTheyWait();
        List.copyOf(wire.parked).forEach(done -> done.complete(Reply.text(200, "woken")));
        output.append(wire.received());
        wire.tick(Duration.ofSeconds(100));
        output.append(wire.received());

        assertThat(output.toString())
                .doesNotContain("io.praetor")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
        if (!output.isEmpty()) {
            assertThat(output.toString()).startsWith("HTTP/1.1 ");
        }
    }

    private static String input(Random random) {
        StringBuilder input = new StringBuilder();
        int requests = 1 + random.nextInt(3);
        for (int i = 0; i < requests; i++) {
            input.append(SEEDS[random.nextInt(SEEDS.length)]);
        }
        int changes = random.nextInt(6);
        for (int i = 0; i < changes && !input.isEmpty(); i++) {
            int at = random.nextInt(input.length());
            switch (random.nextInt(4)) {
                case 0 -> input.setCharAt(at, (char) random.nextInt(256));
                case 1 -> input.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> input.delete(at, Math.min(input.length(), at + 1 + random.nextInt(20)));
                default -> input.append(input.substring(at));
            }
        }
        return input.toString();
    }
}
