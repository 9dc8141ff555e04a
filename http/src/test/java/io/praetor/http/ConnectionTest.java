package io.praetor.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.http.route.Reply;
import io.praetor.model.stream.BytePipe;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {
    private static final String CLOSED = "Connection: close\r\n";

    private final Wire wire = new Wire();

    @AfterEach
    void closeWire() {
        wire.close();
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    // ---- keep-alive and order

    @Test
    void keepsTheConnectionByDefault() {
        String first = wire.send(get("/v1/echo/a"));
        String second = wire.send(get("/v1/echo/b"));

        assertThat(first).isEqualTo(Wire.ok("a"));
        assertThat(second).isEqualTo(Wire.ok("b"));
        assertThat(wire.isOpen()).isTrue();
    }

    @Test
    void closesWhenTheClientSaysSo() {
        String answer = wire.send("GET /v1/echo/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).contains(CLOSED).endsWith("\r\n\r\na");
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void closesAfterHttp10() {
        String answer = wire.send("GET /v1/echo/a HTTP/1.0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").contains(CLOSED).endsWith("a");
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void keepsAnHttp10ConnectionThatAsksForIt() {
        String answer = wire.send("GET /v1/echo/a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

        assertThat(answer).contains("Connection: keep-alive\r\n");
        assertThat(wire.isOpen()).isTrue();
    }

    @Test
    void answersPipelinedRequestsInOrder() {
        String answers = wire.send(get("/v1/echo/a") + get("/v1/echo/b") + get("/v1/echo/c"));

        assertThat(answers).isEqualTo(Wire.ok("a") + Wire.ok("b") + Wire.ok("c"));
    }

    @Test
    void answersWhatWaitsBehindAParkedReadAfterIt() {
        String before = wire.send(get("/v1/echo/a") + get("/v1/parked") + get("/v1/echo/b") + get("/v1/parked"));
        wire.parked.get(0).complete(Reply.text(200, "woken"));
        String after = wire.received();

        assertThat(before).isEqualTo(Wire.ok("a"));
        assertThat(after).isEqualTo(Wire.ok("woken") + Wire.ok("b"));
        assertThat(wire.parked).hasSize(2);
    }

    @Test
    void stopsReadingFromAClientThatPipelinesTooMuchBehindAParkedRead() {
        wire.send(get("/v1/parked"));

        wire.send(get("/v1/echo/a").repeat(3000));

        assertThat(wire.channel.config().isAutoRead()).isFalse();
        wire.parked.getFirst().complete(Reply.text(200, ""));
        assertThat(wire.received()).endsWith(Wire.ok("a").repeat(3000));
        assertThat(wire.channel.config().isAutoRead()).isTrue();
    }

    @Test
    void understandsARequestThatArrivesByteByByte() {
        StringBuilder answer = new StringBuilder();
        for (char c : "PUT /v1/echo/a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc".toCharArray()) {
            answer.append(wire.send(String.valueOf(c)));
        }

        assertThat(answer).hasToString(Wire.ok("abc"));
    }

    // ---- bodies

    @Test
    void readsChunkedBodies() {
        String answer = wire.send("PUT /v1/echo/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\n4;extension=1\r\ndefg\r\n0\r\nTrailer: t\r\n\r\n" + get("/v1/echo/next"));

        assertThat(answer).isEqualTo(Wire.ok("abcdefg") + Wire.ok("next"));
    }

    @Test
    void refusesABodyThatAnnouncesTooMuchWithoutReadingIt() {
        String answer = wire.send("PUT /v1/echo/a HTTP/1.1\r\nHost: x\r\nContent-Length: 17\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 413 Request Entity Too Large\r\nContent-Type: text/plain; charset=utf-8\r\n")
                .contains(CLOSED)
                .endsWith("\r\n\r\nRequest body(17 bytes) too large, max size: 16 bytes."
                        + " See https://www.consul.io/docs/agent/options.html#kv_max_value_size.");
    }

    @Test
    void refusesAChunkedBodyAsSoonAsItIsTooLong() {
        String answer = wire.send("PUT /v1/echo/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "10\r\n0123456789abcdef\r\n1\r\nX");

        assertThat(answer)
                .startsWith("HTTP/1.1 413 ")
                .endsWith("\r\n\r\nRequest body too large, max size: 16 bytes."
                        + " See https://www.consul.io/docs/agent/options.html#kv_max_value_size.");
    }

    @Test
    void acceptsABodyOfExactlyTheLimit() {
        String answer = wire.send("PUT /v1/echo/a HTTP/1.1\r\nHost: x\r\nContent-Length: 16\r\n\r\n0123456789abcdef");

        assertThat(answer).isEqualTo(Wire.ok("0123456789abcdef"));
    }

    @Test
    void saysContinueOnlyWhenItWantsTheBody() {
        String invited =
                wire.send("PUT /v1/echo/a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        String answer = wire.send("ab");
        String refused =
                wire.send("PUT /v1/echo/a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 99\r\n\r\n");

        assertThat(invited).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
        assertThat(answer).isEqualTo(Wire.ok("ab"));
        assertThat(refused).startsWith("HTTP/1.1 413 ").contains(CLOSED);
    }

    @Test
    void refusesOtherExpectations() {
        String answer =
                wire.send("PUT /v1/echo/a HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nContent-Length: 2\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 417 Expectation Failed\r\n").contains(CLOSED);
    }

    @Test
    void readsAnUnwantedBodyToKeepTheConnection() {
        String answer = wire.send("DELETE /v1/echo/a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabcde" + get("/"));

        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("Consul Agent")
                .doesNotContain("400");
    }

    @Test
    void closesRatherThanReadALongUnwantedBody() {
        String announced = wire.send("DELETE /v1/echo/a HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n");

        assertThat(announced).contains(CLOSED);
    }

    @Test
    void streamsABodyToABlockingHandler() {
        wire.send("PUT /v1/stream HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc");
        wire.send("def");
        wire.runBlocking();

        assertThat(wire.received()).isEqualTo(Wire.ok("abcdef"));
    }

    @Test
    void streamsAnEmptyBodyToItsEnd() {
        wire.send("PUT /v1/stream HTTP/1.1\r\nHost: x\r\n\r\n");
        wire.runBlocking();

        assertThat(wire.received()).startsWith("HTTP/1.1 200 OK\r\n").contains("Content-Length: 0\r\n");
    }

    @Test
    void givesAClientTimeWhoseStreamWeHoldUp() {
        String piece = "x".repeat(BytePipe.CAPACITY);
        wire.send("PUT /v1/stream HTTP/1.1\r\nHost: x\r\nContent-Length: " + (piece.length() + 1) + "\r\n\r\n" + piece);

        boolean reading = wire.channel.config().isAutoRead();
        wire.tick(Duration.ofHours(1));

        assertThat(reading).isFalse();
        assertThat(wire.isOpen()).isTrue();
    }

    // ---- framing that cannot be trusted

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 3",
                "Content-Length: 3\r\nContent-Length: 4",
                "Content-Length: 3\r\nContent-Length: 3",
                "Content-Length: 3, 3",
                "Content-Length: +3",
                "Content-Length: -3",
                "Content-Length: 0x3",
                "Content-Length: 3 3",
                "Content-Length:",
                "Content-Length: 99999999999999999999",
                "Content-Length : 3",
                "Transfer-Encoding : chunked",
                " Transfer-Encoding: chunked",
                "Transfer\u0000-Encoding: chunked",
            })
    void refusesFramingThatCouldBeReadInTwoWays(String headers) {
        String answer = wire.send(
                "PUT /v1/echo/a HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\nabc" + get("/v1/echo/smuggled"));

        assertThat(answer)
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .contains(CLOSED)
                .doesNotContain("smuggled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip, chunked",
                "chunked, chunked",
                "identity",
                "chunked\r\nTransfer-Encoding: chunked",
                "xchunked"
            })
    void refusesTransferCodingsItDoesNotKnow(String coding) {
        String answer = wire.send("PUT /v1/echo/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: " + coding
                + "\r\n\r\n0\r\n\r\n" + get("/v1/echo/smuggled"));

        assertThat(answer)
                .containsPattern("^HTTP/1.1 (400|501) ")
                .contains(CLOSED)
                .doesNotContain("smuggled");
    }

    @Test
    void refusesChunksFromAnHttp10Client() {
        String answer = wire.send("PUT /v1/echo/a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"zz\r\nabc\r\n0\r\n\r\n", "-1\r\n", "3\r\nabcX\r\n0\r\n\r\n", "fffffffffffffffff\r\n", "\r\n"})
    void refusesMalformedChunks(String body) {
        String answer = wire.send("PUT /v1/echo/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + body
                + get("/v1/echo/smuggled"));

        assertThat(answer)
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .contains(CLOSED)
                .doesNotContain("smuggled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/echo/a HTTP/1.1\r\n\r\n",
                "GET /v1/echo/a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /v1/echo/a HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /v1/echo/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET v1/echo/a HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET  /v1/echo/a HTTP/1.1 x\r\nHost: x\r\n\r\n",
                "GET\r\n\r\n",
                "GET /v1/echo/a\r\n\r\n",
                "GET /v1/echo/a HTTP/1.1\nHost: x\n\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
                "GET /v1/echo/a HTTP/x.y\r\nHost: x\r\n\r\n",
            })
    void refusesMalformedHeads(String raw) {
        String answer = wire.send(raw);

        assertThat(answer).startsWith("HTTP/1.1 400 Bad Request\r\n").contains(CLOSED);
    }

    @Test
    void refusesOtherVersions() {
        String answer = wire.send("GET /v1/echo/a HTTP/2.0\r\nHost: x\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 505 ");
    }

    @Test
    void refusesHeadsThatAreTooLong() {
        String line = wire.send("GET /" + "a".repeat(RequestDecoder.MAX_LINE) + " HTTP/1.1\r\n");
        String headers = new Wire()
                .send("GET / HTTP/1.1\r\nHost: x\r\n" + ("X-Long: " + "a".repeat(1000) + "\r\n").repeat(70) + "\r\n");

        assertThat(line)
                .startsWith("HTTP/1.1 431 Request Header Fields Too Large\r\n")
                .contains(CLOSED);
        assertThat(headers).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void dropsWhatFollowsARefusedRequest() {
        wire.send("bad\r\n\r\n");

        String answer = wire.send(get("/v1/echo/a"));

        assertThat(answer).isEmpty();
    }

    // ---- clients that go away or dawdle

    @Test
    void callsAParkedReadOffWhenTheClientGoesAway() {
        wire.send(get("/v1/parked"));

        var _ = wire.channel.close();
        wire.channel.runPendingTasks();

        assertThat(wire.cancelled).isEqualTo(1);
        assertThat(wire.connections()).isZero();
    }

    @Test
    void callsAParkedReadOffWhenTheClientSendsItsLast() {
        wire.send(get("/v1/parked"));

        wire.endInput();

        assertThat(wire.cancelled).isEqualTo(1);
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void finishesAWriteForAClientThatSendsNoMore() {
        wire.send("PUT /v1/written HTTP/1.1\r\nHost: x\r\n\r\n" + get("/v1/echo/last"));
        wire.endInput();

        wire.parked.getFirst().complete(Reply.text(200, "written"));

        assertThat(wire.received()).isEqualTo(Wire.ok("written") + Wire.ok("last"));
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void ignoresAnAnswerThatComesTooLate() {
        wire.send(get("/v1/parked"));
        wire.parked.getFirst().complete(Reply.text(200, "first"));
        wire.send(get("/v1/parked"));
        wire.received();

        wire.parked.getFirst().complete(Reply.text(200, "again"));

        assertThat(wire.received()).isEmpty();
    }

    @Test
    void cutsAClientThatDawdlesOverItsHeaders() {
        wire.send("GET / HTTP/1.1\r\nHost: x\r\n");
        wire.tick(Duration.ofSeconds(9));
        boolean before = wire.isOpen();
        wire.send("X-Slow: 1\r\n");
        wire.tick(Duration.ofSeconds(1));

        assertThat(before).isTrue();
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void cutsAClientThatStopsWithinABody() {
        wire.send("PUT /v1/echo/a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab");
        wire.tick(Duration.ofSeconds(59));
        wire.send("c");
        wire.tick(Duration.ofSeconds(59));
        boolean before = wire.isOpen();
        wire.tick(Duration.ofSeconds(1));

        assertThat(before).isTrue();
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void letsAnIdleConnectionAndAParkedReadBe() {
        wire.send(get("/v1/echo/a"));
        wire.tick(Duration.ofHours(1));
        wire.send(get("/v1/parked"));
        wire.tick(Duration.ofHours(1));

        assertThat(wire.isOpen()).isTrue();
    }

    // ---- answers

    @Test
    void saysNothingOfAFaultOfOurs() {
        String answer = wire.send(get("/v1/fails"));

        assertThat(answer)
                .startsWith("HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/plain; charset=utf-8\r\n")
                .endsWith("\r\n\r\ninternal error")
                .doesNotContain("secret");
    }

    @Test
    void answersARefusalWithItsText() {
        String answer = wire.send(get("/v1/refuses"));

        assertThat(answer).startsWith("HTTP/1.1 500 ").endsWith("\r\n\r\nNo path to datacenter");
    }

    @Test
    void sendsALongAnswerWhole() {
        String answer = wire.send(get("/v1/huge"));

        assertThat(answer).contains("Content-Length: 300000\r\n").endsWith("\r\n\r\n" + "x".repeat(300_000));
    }

    @Test
    void leavesTheBodyOfAHeadRequestOut() {
        String answer = wire.send("HEAD /v1/echo/a HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(answer)
                .isEqualTo("HTTP/1.1 405 Method Not Allowed\r\nContent-Type: text/plain; charset=utf-8\r\n"
                        + "Vary: Accept-Encoding\r\nAllow: OPTIONS,GET,PUT,DELETE\r\nDate: " + Wire.DATE
                        + "\r\nContent-Length: 23\r\n\r\n");
    }

    @Test
    void streamsAnAnswerInChunks() {
        wire.send(get("/v1/stream"));
        wire.runBlocking();

        assertThat(wire.received())
                .isEqualTo("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nVary: Accept-Encoding\r\nDate: " + Wire.DATE
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nstreamed\r\n0\r\n\r\n");
        assertThat(wire.isOpen()).isTrue();
    }

    @Test
    void streamsToAnHttp10ClientUntilItCloses() {
        wire.send("GET /v1/stream HTTP/1.0\r\n\r\n");
        wire.runBlocking();

        assertThat(wire.received()).doesNotContain("chunked").contains(CLOSED).endsWith("\r\n\r\nstreamed");
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void answersOptionsForTheServerAsAWhole() {
        String answer = wire.send("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").contains("Content-Length: 0\r\n");
    }
}
