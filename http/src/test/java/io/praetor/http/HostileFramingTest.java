package io.praetor.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Request smuggling: bytes that a proxy before us could divide into other requests than we do. They are refused, the
/// connection ends, and nothing that follows is looked at.
final class HostileFramingTest {
    private static final String SMUGGLED = "GET /v1/echo/smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

    private final Wire wire = new Wire();

    @AfterEach
    void closeWire() {
        wire.close();
    }

    private void refused(String request) {
        String answer = wire.send(request + SMUGGLED);

        assertThat(answer)
                .matches("(?s)HTTP/1\\.1 (400|501) .*")
                .contains("Connection: close\r\n")
                .doesNotContain("smuggled");
        assertThat(answer.split("HTTP/1\\.1 ", -1)).as("one answer").hasSize(2);
        assertThat(wire.send(SMUGGLED)).as("nothing afterwards").isEmpty();
    }

    /// CL.TE, TE.CL, CL.CL and spellings of the two headers that only one side may understand.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 6\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 6",
                "content-length: 6\r\ntransfer-encoding: CHUNKED",
                "Content-Length: 6\r\nContent-Length: 5",
                "Content-Length: 5\r\nContent-Length: 5",
                "Content-Length: 5\r\ncontent-length: 5",
                "Content-Length: 5,5",
                "Content-Length: 5;5",
                "Content-Length: 5\t5",
                "Content-Length: 5e0",
                "Content-Length: 05x",
                "Content-Length: \u0665",
                "Content-Length\u00a0: 5",
                "Content-Length\t: 5",
                "Transfer-Encoding\t: chunked",
                "Transfer-Encoding: chunked;q=1",
                "Transfer-Encoding: chunked,",
                "Transfer-Encoding: ,chunked",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: \u000bchunked",
            })
    void refusesHeadersThatSayTheLengthInTwoWays(String headers) {
        refused("PUT /v1/echo/a HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\n0\r\n\r\n");
    }

    /// Lines that go on in the next one (obs-fold, RFC 9112 5.2), and lines that begin before the first header.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-A: b\r\n Content-Length: 5",
                "X-A: b\r\n\tTransfer-Encoding: chunked",
                "Transfer-Encoding:\r\n chunked",
                "Content-Length:\r\n 5",
                " X-A: b",
            })
    void refusesFoldedLines(String headers) {
        refused("PUT /v1/echo/a HTTP/1.1\r\n"
                + (headers.startsWith(" ") ? headers + "\r\nHost: x" : "Host: x\r\n" + headers) + "\r\n\r\n");
    }

    /// However the bytes arrive.
    @Test
    void refusesAFoldedLineThatComesByteByByte() {
        StringBuilder answer = new StringBuilder();
        for (char c : ("\r\nGET /v1/echo/a HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c\r\n\r\n" + SMUGGLED).toCharArray()) {
            answer.append(wire.send(String.valueOf(c)));
        }

        assertThat(answer.toString()).startsWith("HTTP/1.1 400 ").doesNotContain("smuggled");
    }

    /// What begins with a blank in a body is none of it.
    @Test
    void takesBlanksAtTheBeginningsOfLinesInBodies() {
        for (int i = 0; i < 2; i++) {
            String answer =
                    wire.send("\r\nPUT /v1/echo/a HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\n a\r\n b\r\n");
            assertThat(answer).isEqualTo(Wire.ok(" a\r\n b\r\n"));
        }
    }

    /// Lines that end without a carriage return, or have one within.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/echo/a HTTP/1.1\nHost: x\r\n\r\n",
                "GET /v1/echo/a HTTP/1.1\r\nHost: x\n\r\n",
                "GET /v1/echo/a HTTP/1.1\r\nHost: x\r\n\n",
                "GET /v1/echo/a HTTP/1.1\r\nHost: x\r\nX-A: b\nContent-Length: 5\r\n\r\n",
                "GET /v1/echo/a HTTP/1.1\r\nHost: x\r\nX-A: b\rContent-Length: 5\r\n\r\n",
                "GET /v1/echo/a HTTP/1.1\r\nHost: x\r\nX-A: b\r\r\n\r\n",
            })
    void refusesBareLineFeedsAndCarriageReturns(String request) {
        refused(request);
    }

    /// Sizes of chunks that two readers read differently, extensions that hide a line feed, and ends that are none.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x3\r\nabc\r\n0\r\n\r\n",
                "+3\r\nabc\r\n0\r\n\r\n",
                "-3\r\nabc\r\n0\r\n\r\n",
                "3\nabc\r\n0\r\n\r\n",
                "3;a\nabc\r\n0\r\n\r\n",
                "3;\nabc\r\n0\r\n\r\n",
                "3\rabc\r\n0\r\n\r\n",
                "3g\r\nabc\r\n0\r\n\r\n",
                "3 3\r\nabc\r\n0\r\n\r\n",
                ";a=b\r\nabc\r\n0\r\n\r\n",
                "\u0663\r\nabc\r\n0\r\n\r\n",
                "3\r\nabcd\r\n0\r\n\r\n",
                "3\r\nabc\n0\r\n\r\n",
                "100000003\r\nabc\r\n0\r\n\r\n",
                "ffffffff\r\nabc\r\n0\r\n\r\n",
                "8000000000000003\r\nabc\r\n0\r\n\r\n",
                "3\r\nabc\r\n0\n\r\n",
            })
    void refusesChunksThatAreNone(String body) {
        String answer =
                wire.send("PUT /v1/echo/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + body + SMUGGLED);

        // a chunk too long to be one is too long a body first
        assertThat(answer)
                .matches("(?s)HTTP/1\\.1 (400|413) .*")
                .contains("Connection: close\r\n")
                .doesNotContain("smuggled");
        assertThat(wire.send(SMUGGLED)).isEmpty();
    }

    /// An extension of a chunk is legal, one without end is not.
    @ParameterizedTest
    @ValueSource(ints = {1 << 20, 8 << 20})
    void refusesExtensionsWithoutEnd(int length) {
        String answer = wire.send("PUT /v1/echo/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3;"
                + "x".repeat(length) + "\r\nabc\r\n0\r\n\r\n" + SMUGGLED);

        assertThat(answer).matches("(?s)HTTP/1\\.1 4.*").doesNotContain("smuggled");
    }

    /// Trailers come after the body and are no headers.
    @ParameterizedTest
    @ValueSource(strings = {"X-Consul-Token: t", "Content-Length: 50", "Transfer-Encoding: chunked", "Host: y"})
    void trailersAreNoHeaders(String trailer) {
        String answer = wire.send("PUT /v1/echo/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\n0\r\n" + trailer + "\r\n\r\nGET /v1/echo/next HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(answer).isEqualTo(Wire.ok("abc") + Wire.ok("next"));
    }
}
