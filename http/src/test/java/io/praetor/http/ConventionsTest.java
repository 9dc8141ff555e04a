package io.praetor.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.http.route.FrontSettings;
import io.praetor.http.route.Reply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Conventions that show only on the wire.
class ConventionsTest {
    private static String get(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
    }

    @Test
    void compressesLongAnswersForThoseWhoAskForIt() throws Exception {
        try (Wire wire = new Wire()) {
            String answer = wire.send(get("/v1/long", "Accept-Encoding: deflate, gzip\r\n"));

            int end = answer.indexOf("\r\n\r\n") + 4;
            byte[] body = answer.substring(end).getBytes(StandardCharsets.ISO_8859_1);
            assertThat(answer).contains("Content-Encoding: gzip\r\n").contains("Vary: Accept-Encoding\r\n");
            assertThat(answer).contains("Content-Length: " + body.length + "\r\n");
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
                assertThat(in.readAllBytes()).hasSize(2000);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/long, ''",
        "/v1/long, 'Accept-Encoding: identity\r\n'",
        "/v1/long, 'Accept-Encoding: gzip;q=0\r\n'",
        "/v1/echo/short, 'Accept-Encoding: gzip\r\n'",
    })
    void compressesNothingElse(String path, String headers) {
        try (Wire wire = new Wire()) {
            assertThat(wire.send(get(path, headers)))
                    .contains("Vary: Accept-Encoding\r\n")
                    .doesNotContain("Content-Encoding");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "gzip;q=0.5", "deflate, gzip;q=1.0, *;q=0.5", "gzip ; q=0.001"})
    void readsWeights(String header) {
        assertThat(Exchange.acceptsGzip(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "br", "gzip;q=0", "gzip; q=0.000, br"})
    void readsRefusalsOfGzip(String header) {
        assertThat(Exchange.acceptsGzip(header)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nope", "/v1/echo/x", "/v1/fails"})
    void setsConfiguredHeadersOnEveryResponse(String path) {
        List<Reply.Field> configured = List.of(
                new Reply.Field("Access-Control-Allow-Origin", "*"), new Reply.Field("X-Split", "a\r\nInjected: b"));
        try (Wire wire = new Wire(new FrontSettings(configured, List.of(), List.of(), false, true, false))) {
            String answer = wire.send(get(path, ""));

            assertThat(answer).contains("\r\nAccess-Control-Allow-Origin: *\r\nX-Split: a  Injected: b\r\n");
        }
    }

    @Test
    void saysThatAddressesAreTranslated() {
        try (Wire wire = new Wire(new FrontSettings(List.of(), List.of(), List.of(), false, true, false))) {
            assertThat(wire.send(get("/v1/echo/x", ""))).contains("X-Consul-Translate-Addresses: true\r\n");
        }
    }

    @Test
    void leavesVaryToEndpoints() {
        try (Wire wire = new Wire()) {
            assertThat(wire.send(get("/nope", "")))
                    .isEqualTo("HTTP/1.1 404 Not Found\r\nDate: " + Wire.DATE + "\r\nContent-Length: 0\r\n\r\n");
        }
    }
}
