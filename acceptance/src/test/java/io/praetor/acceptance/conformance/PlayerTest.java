package io.praetor.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.recorded.Json;
import io.praetor.acceptance.wire.CannedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PlayerTest {

    private static final String SELF = ok("{\"Config\":{\"NodeName\":\"n1\",\"Datacenter\":\"dc7\"}}");

    @Test
    void fillsRequestsAndExpectationsWithWhatItCaptured() throws IOException, InterruptedException {
        List<String> reports =
                play(line -> line.contains("/first") ? ok("{\"ID\":\"x1\",\"N\":5}") : ok("\"" + line + "\""), """
                [{"request": {"method": "GET", "path": "/first"}, "expect": {"status": 200, "body": {"ID": "$str", "N": 5}},
                  "capture": {"id": "body/ID", "n": "body/N"}, "compare": ["$capture:n <= 5", "$capture:n != 6"]},
                 {"request": {"method": "GET", "path": "/x/$capture:id?node=$node"},
                  "expect": {"body": "GET /x/$capture:id?node=n1 HTTP/1.1"}},
                 {"request": {"method": "GET", "path": "/$capture:never"}, "expect": {}},
                 {"compare": ["$capture:n < 5"]}]
                """);

        assertThat(reports)
                .containsExactly(
                        "1 GET /first []",
                        "2 GET /x/$capture:id?node=$node []",
                        "3 GET /$capture:never [Unset: nothing captured as 'never']",
                        "4 check [$capture:n < 5: does not hold (5 < 5)]");
    }

    @Test
    void seesWhetherABackgroundRequestIsStillPending() throws IOException, InterruptedException {
        CountDownLatch written = new CountDownLatch(1);
        List<String> reports = play(
                line -> {
                    if (line.contains("/write")) {
                        written.countDown();
                    } else if (line.contains("/wait")) {
                        awaitUninterruptibly(written);
                    }
                    return ok("1");
                },
                """
                [{"request": {"method": "GET", "path": "/wait"}, "background": "r"},
                 {"pending": "r"},
                 {"await": "r", "within_ms": 20, "expect": {}},
                 {"request": {"method": "PUT", "path": "/write"}, "expect": {"text": "1"}},
                 {"await": "r", "expect": {"body": 2}}]
                """);

        assertThat(reports)
                .containsExactly(
                        "2 pending r []",
                        "3 await r [no answer within 20 ms]",
                        "4 PUT /write []",
                        "5 await r [body: expected 2, got 1]");
    }

    @Test
    void repeatsARequestUntilItMatches() throws IOException, InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        List<String> reports = play(_ -> ok(String.valueOf(asked.incrementAndGet())), """
                [{"request": {"method": "GET", "path": "/"}, "expect": {"body": 3}, "retry_ms": 60000},
                 {"request": {"method": "GET", "path": "/"}, "expect": {"body": 4}, "min_ms": 60000}]
                """);

        assertThat(reports.get(0)).isEqualTo("1 GET / []");
        assertThat(reports.get(1)).startsWith("2 GET / [elapsed: expected 60000 to 60000 ms, got ");
    }

    @Test
    void asksAgainWhenAnAnswerIsLate() throws IOException, InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        List<String> reports = play(
                _ -> {
                    if (asked.incrementAndGet() == 1) {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2500));
                    }
                    return ok("1");
                },
                """
                [{"request": {"method": "GET", "path": "/"}, "expect": {"body": 1}, "max_ms": 2000},
                 {"request": {"method": "GET", "path": "/"}, "expect": {"body": 1}, "max_ms": -1}]
                """);

        assertThat(reports.get(0)).isEqualTo("1 GET / []");
        assertThat(reports.get(1)).startsWith("2 GET / [elapsed: expected 0 to -1 ms, got ");
    }

    @Test
    void complainsOfAnOtherAnswerThatIsNotNeeded() throws IOException, InterruptedException {
        List<String> reports = play(_ -> ok("1"), """
                [{"request": {"method": "GET", "path": "/"}, "expect": {"body": 1}, "recorded": {"body": 2}},
                 {"request": {"method": "GET", "path": "/"}, "expect": {"body": "$int"}, "recorded": {"body": 1}}]
                """);

        assertThat(reports).containsExactly("1 GET / []", "2 GET / [answers as recorded: take it off instead.json]");
    }

    private static List<String> play(UnaryOperator<String> answers, String steps)
            throws IOException, InterruptedException {
        List<String> reports = new ArrayList<>();
        try (CannedServer server =
                new CannedServer(line -> line.contains("/v1/agent/self") ? SELF : answers.apply(line))) {
            byte[] testCase = "{\"steps\": %s}".formatted(steps).getBytes(StandardCharsets.UTF_8);
            new Player(server.endpoint(), null)
                    .play(
                            Json.parse(testCase),
                            (number, title, lines) -> reports.add(number + " " + title + " " + lines));
        }
        return reports;
    }

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(body.length(), body);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
