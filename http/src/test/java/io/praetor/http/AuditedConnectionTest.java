package io.praetor.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// When a connection has its requests recorded, and what it waits for.
final class AuditedConnectionTest {
    private static final String UNRECORDED = "the request could not be recorded in the audit log";

    private final Wire wire = new Wire();
    private final List<String> told = new ArrayList<>();
    private @Nullable CompletableFuture<Void> begun;
    private @Nullable CompletableFuture<Void> ended;

    private AuditedConnectionTest() {
        wire.audit.keep(request -> {
            told.add(request.method() + " " + request.path() + " " + request.query() + " " + request.token());
            return new RequestAudit.Trail() {
                private boolean over;

                @Override
                public @Nullable CompletableFuture<Void> begun() {
                    return begun;
                }

                @Override
                public @Nullable CompletableFuture<Void> ended(int status, String error) {
                    if (!over) {
                        told.add(status + " " + error);
                    }
                    over = true;
                    return ended;
                }
            };
        });
    }

    @Test
    void tellsWhatWasAskedAndHowItEnded() {
        String answer = wire.send("GET /v1/echo/a%20b?x=1 HTTP/1.1\r\nHost: x\r\nX-Consul-Token: t\r\n\r\n");

        assertThat(answer).isEqualTo(Wire.ok("a b"));
        assertThat(told).containsExactly("GET /v1/echo/a b x=1 t", "200 ");
    }

    @Test
    void tellsOfRefusalsToo() {
        wire.send("GET /v1/nothing?token=t HTTP/1.1\r\nHost: x\r\n\r\n");
        wire.send("POST /v1/echo/a HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
        wire.send("GET /v1/refuses HTTP/1.1\r\nHost: x\r\n\r\n");
        wire.send("GET /v1/fails HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(told)
                .containsExactly(
                        "GET /v1/nothing token=t t",
                        "404 ",
                        "POST /v1/echo/a  ",
                        "405 method POST not allowed",
                        "GET /v1/refuses  ",
                        "500 No path to datacenter",
                        "GET /v1/fails  ",
                        "500 internal error");
    }

    @Test
    void doesNothingBeforeTheBeginningIsRecorded() {
        begun = new CompletableFuture<>();

        assertThat(wire.send("GET /v1/parked HTTP/1.1\r\nHost: x\r\n\r\n")).isEmpty();
        assertThat(wire.parked).isEmpty();
        begun.complete(null);
        wire.received();

        assertThat(wire.parked).hasSize(1);
    }

    @Test
    void doesNotDoWhatCouldNotBeRecorded() {
        begun = new CompletableFuture<>();

        wire.send("GET /v1/parked HTTP/1.1\r\nHost: x\r\n\r\n");
        begun.completeExceptionally(new IOException("full"));

        assertThat(wire.received()).startsWith("HTTP/1.1 503 ").endsWith(UNRECORDED);
        assertThat(wire.parked).isEmpty();
    }

    @Test
    void answersWhenTheEndIsRecorded() {
        ended = new CompletableFuture<>();

        assertThat(wire.send("GET /v1/echo/a HTTP/1.1\r\nHost: x\r\n\r\n")).isEmpty();
        ended.complete(null);

        assertThat(wire.received()).isEqualTo(Wire.ok("a"));
        assertThat(wire.send("GET /v1/echo/b HTTP/1.1\r\nHost: x\r\n\r\n")).isEqualTo(Wire.ok("b"));
    }

    @Test
    void givesNoAnswerThatCouldNotBeRecorded() {
        ended = CompletableFuture.failedFuture(new IOException("full"));

        assertThat(wire.send("GET /v1/echo/a HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 503 ")
                .endsWith(UNRECORDED);
    }

    @Test
    void takesABodyWhileItWaits() {
        begun = new CompletableFuture<>();

        wire.send("PUT /v1/echo/a HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbo");
        wire.send("dyGET /v1/echo/next HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(told).hasSize(1);
        begun.complete(null);

        assertThat(wire.received()).isEqualTo(Wire.ok("body") + Wire.ok("next"));
    }

    @Test
    void aStreamBeginsWhenItIsRecorded() {
        ended = CompletableFuture.failedFuture(new IOException("full"));
        wire.send("GET /v1/stream HTTP/1.1\r\nHost: x\r\n\r\n");
        wire.runBlocking();
        assertThat(wire.received()).startsWith("HTTP/1.1 503 ");

        ended = CompletableFuture.completedFuture(null);
        wire.send("GET /v1/stream HTTP/1.1\r\nHost: x\r\n\r\n");
        wire.runBlocking();

        assertThat(wire.received()).contains("streamed");
        assertThat(told).contains("GET /v1/stream  ", "200 ");
    }

    @Test
    void tellsOfAClientThatDidNotWait() {
        wire.send("GET /v1/parked HTTP/1.1\r\nHost: x\r\n\r\n");
        wire.close();

        assertThat(told).containsExactly("GET /v1/parked  ", "0 the client went away");
    }

    @Test
    void costsNothingOnceNobodyWantsToKnow() {
        wire.audit.keep(null);

        wire.send("GET /v1/echo/a HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(told).isEmpty();
    }
}
