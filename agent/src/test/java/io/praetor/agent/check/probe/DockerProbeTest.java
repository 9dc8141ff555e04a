package io.praetor.agent.check.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a server that answers as an engine was seen to: Docker 20.10, started by hand.
class DockerProbeTest {
    private static final String CHECK = "{'DockerContainerID':'web/1','ScriptArgs':['check','a b'],'Interval':'1s'}";

    private static byte[] frame(int kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + bytes.length)
                .putInt(kind << 24)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void json(OutputStream out, String status, String body) throws IOException {
        send(
                out,
                "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body);
    }

    /// An engine whose exec writes and ends so.
    private static TestServer engine(int exitCode, byte[]... output) throws IOException {
        return new TestServer((request, out) -> {
            if (request.startsWith("POST /containers/")) {
                json(out, "201 Created", "{\"Id\":\"e1\"}");
            } else if (request.startsWith("POST /exec/e1/start")) {
                send(out, "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n");
                for (byte[] piece : output) {
                    out.write(piece);
                    out.flush();
                }
            } else {
                json(
                        out,
                        "200 OK",
                        "{\"ID\":\"e1\",\"Running\":false,\"ExitCode\":" + exitCode + ",\"ProcessConfig\":{}}");
            }
        });
    }

    private static Looking looking(TestServer engine) {
        return new Looking(new ProbeSettings(() -> AgentTls.NONE, "tcp://127.0.0.1:" + engine.port(), ""));
    }

    @ParameterizedTest
    @CsvSource({"0, passing", "1, warning", "2, critical", "137, critical"})
    void theExitCodeIsTheStatus(int code, String status) throws Exception {
        try (TestServer engine = engine(code, frame(1, "out\n"), frame(2, "err\n"), frame(1, ""));
                Looking looking = looking(engine)) {
            assertThat(looking.at(CHECK)).isEqualTo(new Finding(status, "out\nerr\n", false));
            assertThat(engine.requests.get(0))
                    .startsWith("POST /containers/web%2F1/exec HTTP/1.1\r\n")
                    .endsWith("{\"AttachStdin\":false,\"AttachStdout\":true,\"AttachStderr\":true,\"Tty\":false,"
                            + "\"Cmd\":[\"check\",\"a b\"]}");
            assertThat(engine.requests.get(1)).endsWith("\r\n\r\n{\"Detach\":false,\"Tty\":false}");
            assertThat(engine.requests.get(2)).startsWith("GET /exec/e1/json HTTP/1.1\r\n");
        }
    }

    @Test
    void keepsTheEndOfALongOutput() throws Exception {
        try (TestServer engine = engine(0, frame(1, "x".repeat(100_000)), frame(2, "the end"));
                Looking looking = looking(engine)) {
            assertThat(looking.begin(CHECK, 10).await().output())
                    .isEqualTo("Captured 10 of 100007 bytes\n...\nxxxthe end");
        }
    }

    @Test
    void aContainerThatIsNotThereIsCritical() throws Exception {
        try (TestServer engine = new TestServer(
                        (_, out) -> json(out, "404 Not Found", "{\"message\":\"No such container: web/1\"}"));
                Looking looking = looking(engine)) {
            assertThat(looking.at(CHECK)).isEqualTo(new Finding("critical", "container \"web/1\" not found", false));
        }
    }

    @Test
    void aContainerThatDoesNotRunIsCritical() throws Exception {
        try (TestServer engine = new TestServer(
                        (_, out) -> json(out, "409 Conflict", "{\"message\":\"Container web/1 is not running\"}"));
                Looking looking = looking(engine)) {
            assertThat(looking.at(CHECK).output())
                    .isEqualTo("failed to create exec for container \"web/1\": status code: 409, body: Container web/1"
                            + " is not running");
        }
    }

    @Test
    void anExecThatDoesNotStartIsCritical() throws Exception {
        try (TestServer engine = new TestServer((request, out) -> json(
                        out,
                        request.startsWith("POST /containers") ? "201 Created" : "500 Internal Server Error",
                        request.startsWith("POST /containers") ? "{\"Id\":\"e1\"}" : "{\"message\":\"no runtime\"}"));
                Looking looking = looking(engine)) {
            assertThat(looking.at(CHECK).output())
                    .isEqualTo("failed to start exec: status code: 500, body: no runtime");
        }
    }

    @Test
    void aStreamThatIsNoneIsCritical() throws Exception {
        try (TestServer engine = engine(0, "no frames here".getBytes(StandardCharsets.UTF_8));
                Looking looking = looking(engine)) {
            assertThat(looking.at(CHECK).output()).isEqualTo("the engine answered what makes no sense");
        }
    }

    @Test
    void noEngineIsCritical() throws Exception {
        try (Looking looking =
                new Looking(new ProbeSettings(() -> AgentTls.NONE, "unix:///praetor/nowhere.sock", ""))) {
            assertThat(looking.at(CHECK).output())
                    .isEqualTo("dial unix /praetor/nowhere.sock: connect: no such file or directory");
        }
        try (Looking looking = new Looking(new ProbeSettings(() -> AgentTls.NONE, "ssh://host", ""))) {
            assertThat(looking.at(CHECK).output()).isEqualTo("unable to parse docker host `ssh://host`");
        }
    }

    @Test
    void anExecThatHangsIsCriticalWhenTimeIsOver() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (TestServer engine = new TestServer((request, out) -> {
                    if (request.startsWith("POST /containers/")) {
                        json(out, "201 Created", "{\"Id\":\"e1\"}");
                    } else {
                        send(out, "HTTP/1.1 200 OK\r\n\r\n");
                        out.flush();
                        started.countDown();
                        over.await();
                    }
                });
                Looking looking = looking(engine)) {
            Looking.Look look = looking.begin(CHECK.replace("'1s'", "'1s','Timeout':'3s'"));
            started.await();

            look.attempt().expire();

            assertThat(look.await()).isEqualTo(new Finding("critical", "Timed out (3s) running check", true));
            over.countDown();
        }
    }

    @Test
    void knowsWhereEnginesListen() throws Exception {
        assertThat(DockerApi.Engine.parse("").socket()).hasToString("/var/run/docker.sock");
        assertThat(DockerApi.Engine.parse("tcp://10.0.0.1:2375").hostPort()).isEqualTo(new HostPort("10.0.0.1", 2375));
        assertThat(DockerApi.Engine.parse("http://docker/").hostPort()).isEqualTo(new HostPort("docker", 2375));
    }

    /// However the stream is cut, what comes out is what went in.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void framesMayComeInPiecesOfAnySize(long seed) throws Exception {
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            StringBuilder expected = new StringBuilder();
            for (int i = random.nextInt(6); i > 0; i--) {
                String text = "ab".repeat(random.nextInt(300));
                stream.write(frame(random.nextInt(3), text));
                expected.append(text);
            }
            StringBuilder got = new StringBuilder();
            DockerFrames frames = new DockerFrames(bytes -> got.append(StandardCharsets.UTF_8.decode(bytes)));
            byte[] all = stream.toByteArray();
            for (int at = 0; at < all.length; ) {
                int length = Math.min(all.length - at, 1 + random.nextInt(40));
                assertThat(frames.add(ByteBuffer.wrap(all, at, length))).isTrue();
                at += length;
            }

            assertThat(got).hasToString(expected.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7})
    void anyBytesAreAStreamOrNone(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 5_000; run++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            if (bytes.length > 4 && random.nextBoolean()) {
                bytes[0] = (byte) random.nextInt(3);
                bytes[1] = bytes[2] = bytes[3] = 0;
            }
            int[] taken = new int[1];

            boolean is = new DockerFrames(piece -> taken[0] += piece.remaining()).add(ByteBuffer.wrap(bytes));

            assertThat(taken[0]).isLessThanOrEqualTo(Math.max(0, bytes.length - 8));
            assertThat(is || bytes.length >= 8).isTrue();
        }
    }

    /// Whatever an engine answers, the check says something and goes on.
    @Test
    void anyAnswerIsAFinding() throws Exception {
        Random random = new Random(9);
        List<String> answers = List.of(
                "HTTP/1.1 201 Created\r\n\r\n{\"Id\":\"\"}",
                "HTTP/1.1 201 Created\r\n\r\n[]",
                "HTTP/1.1 201 Created\r\n\r\n{\"Id\":7}",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 201 Created\r\n\r\n" + "x".repeat(300_000),
                "nonsense\r\n\r\n");
        for (int i = 0; i < 40; i++) {
            String answer = answers.get(random.nextInt(answers.size()));
            try (TestServer engine = TestServer.answering(answer);
                    Looking looking = looking(engine)) {
                assertThat(looking.at(CHECK).status()).isEqualTo("critical");
            }
        }
    }
}
