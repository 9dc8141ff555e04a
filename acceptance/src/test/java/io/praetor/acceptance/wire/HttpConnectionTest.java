package io.praetor.acceptance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

    @Test
    void sendsTheTargetAsItIs() {
        HttpRequest request = HttpRequest.of("GET", "/v1//kv/a%2Fb/../c?x=%zz&y");

        assertThat(new String(request.head("h:1"), StandardCharsets.UTF_8))
                .isEqualTo("GET /v1//kv/a%2Fb/../c?x=%zz&y HTTP/1.1\r\nHost: h:1\r\n\r\n");
    }

    @Test
    void announcesAnEmptyBodyOnlyWhereOneIsExpected() {
        assertThat(new String(HttpRequest.of("PUT", "/").head("h"), StandardCharsets.UTF_8))
                .contains("Content-Length: 0\r\n");
        assertThat(new String(HttpRequest.of("DELETE", "/").head("h"), StandardCharsets.UTF_8))
                .doesNotContain("Content-Length");
    }

    @Test
    void framesAChunkedBody() {
        HttpRequest request =
                new HttpRequest("PUT", "/", List.of(), "hello there, you".getBytes(StandardCharsets.UTF_8), true);

        assertThat(new String(request.head("h"), StandardCharsets.UTF_8))
                .contains("Transfer-Encoding: chunked\r\n")
                .doesNotContain("Content-Length");
        assertThat(new String(request.payload(), StandardCharsets.UTF_8))
                .isEqualTo("10\r\nhello there, you\r\n0\r\n\r\n");
    }

    @Test
    void readsChunksTrailersAndInterimAnswers() throws IOException {
        HttpResponse response = answerTo("GET", """
                HTTP/1.1 100 Continue\r
                \r
                HTTP/1.1 200 OK\r
                transfer-encoding: Chunked\r
                X-A:  one \r
                x-a: two\r
                \r
                3;ext=1\r
                abc\r
                2\r
                de\r
                0\r
                Trailer: x\r
                \r
                """);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo("abcde");
        assertThat(response.header("X-a")).isEqualTo("one");
    }

    @Test
    void readsToTheEndWithoutALength() throws IOException {
        assertThat(answerTo("GET", "HTTP/1.0 500 Oh\n\nall the rest").text()).isEqualTo("all the rest");
    }

    @Test
    void expectsNoBodyAfterHead() throws IOException {
        HttpResponse response = answerTo("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");

        assertThat(response.body()).isEmpty();
    }

    @Test
    void reportsABodyThatEndsEarly() {
        assertThatThrownBy(() -> answerTo("GET", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc"))
                .isInstanceOf(EOFException.class)
                .hasMessage("the body ended after 3 of 5 bytes");
        assertThatThrownBy(() -> answerTo("GET", "")).hasMessage("closed without an answer");
        assertThatThrownBy(() -> answerTo("GET", "SSH-2.0-x\r\n")).hasMessageContaining("no status line");
    }

    private static HttpResponse answerTo(String method, String bytes) throws IOException {
        try (CannedServer server = new CannedServer(_ -> bytes)) {
            return HttpConnection.exchange(server.endpoint(), HttpRequest.of(method, "/"), Duration.ofSeconds(10));
        }
    }
}
