package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.client.FakeAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `debug`, as recorded (transcripts/debug.json).
class DebugCommandTest {
    @TempDir
    private Path folder;

    private FakeAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent();
        agent.answer(
                        "GET /v1/agent/self",
                        200,
                        "{\"Config\":{\"Version\":\"1.9.0\"},\"DebugConfig\":{\"EnableDebug\":true}}")
                .answer("GET /v1/agent/host", 200, "{\"Memory\":{\"total\":1}}")
                .answer("GET /v1/agent/members?wan=1", 200, "[{\"Name\":\"node1.dc1\",\"Tags\":{\"role\":\"consul\"}}]")
                .answer("GET /v1/agent/metrics", 200, "{\"Gauges\":[]}")
                .answer("GET /v1/agent/monitor?loglevel=DEBUG", 200, "a line\n")
                .answer("GET /debug/pprof/heap", 200, "histogram")
                .answer("GET /debug/pprof/goroutine", 200, "threads")
                .answer("GET /debug/pprof/profile?seconds=5", 200, "FLR profile")
                .answer("GET /debug/pprof/trace?seconds=5", 200, "FLR trace");
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private CliRun.Result run(String... arguments) {
        return CliRun.against(agent).run(arguments);
    }

    private static CliRun.Result failed(String err) {
        return new CliRun.Result(1, "", err + "\n");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void recordsEverythingIntoAFolder() throws IOException {
        Path output = folder.resolve("one");

        CliRun.Result result = run("debug", "-duration=10s", "-interval=5s", "-output=" + output, "-archive=false");

        assertThat(result.out()).isEqualTo("""
                        ==> Starting debugger and capturing static information...
                             Agent Version: '1.9.0'
                                  Interval: '5s'
                                  Duration: '10s'
                                    Output: '%1$s'
                                   Capture: 'metrics, logs, pprof, host, agent, cluster'
                        ==> Beginning capture interval 2026-01-02 03:04:05.000000000 +0000 UTC (0)
                        ==> Capture successful 2026-01-02 03:04:10.000000000 +0000 UTC (1)
                        ==> Capture successful 2026-01-02 03:04:15.000000000 +0000 UTC (2)
                            Saved debug archive: %1$s
                        """.formatted(output));
        assertThat(result.code()).isZero();
        assertThat(files())
                .hasSize(4 + 3 * 6)
                .contains("one/index.json", "one/host.json", "one/agent.json", "one/cluster.json")
                .contains(
                        "one/1767323045/consul.log",
                        "one/1767323045/heap.txt",
                        "one/1767323045/metrics.json",
                        "one/1767323045/profile.jfr",
                        "one/1767323045/threads.txt",
                        "one/1767323045/trace.jfr");
        assertThat(output.resolve("index.json")).hasContent("""
                {
                \t"Version": 1,
                \t"AgentVersion": "1.9.0",
                \t"Interval": "5s",
                \t"Duration": "10s",
                \t"Targets": [
                \t\t"metrics",
                \t\t"logs",
                \t\t"pprof",
                \t\t"host",
                \t\t"agent",
                \t\t"cluster"
                \t]
                }""");
        assertThat(output.resolve("host.json")).hasContent("{\n\t\"Memory\": {\n\t\t\"total\": 1\n\t}\n}");
    }

    @Test
    void packsTheFolderAndRemovesIt() throws Exception {
        Path output = folder.resolve("two");

        CliRun.Result result = run(
                "debug", "-duration=10s", "-interval=5s", "-capture=agent", "-capture=metrics", "-output=" + output);

        assertThat(result.out()).endsWith("    Saved debug archive: " + output + ".tar.gz\n");
        assertThat(files()).containsExactly("two.tar.gz");
        Process tar = new ProcessBuilder("tar", "-tzf", output + ".tar.gz").start();
        assertThat(new String(tar.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).lines())
                .contains("two/agent.json", "two/index.json", "two/1767323045/metrics.json");
        assertThat(tar.waitFor()).isZero();
    }

    @Test
    void leavesProfilesOutWhereTheAgentForbidsThem() throws IOException {
        agent.answer(
                "GET /v1/agent/self",
                200,
                "{\"Config\":{\"Version\":\"1.9.0\"},\"DebugConfig\":{\"EnableDebug\":false}}");

        CliRun.Result result = run(
                "debug",
                "-duration=10s",
                "-interval=5s",
                "-capture=pprof",
                "-capture=agent",
                "-archive=false",
                "-output=" + folder.resolve("three"));

        assertThat(result.err())
                .isEqualTo(
                        "[WARN] Unable to capture pprof. Set enable_debug to true on target agent to enable profiling.\n");
        assertThat(files()).containsExactly("three/agent.json", "three/index.json");
    }

    @Test
    void refusesWhatCannotBeRecorded() {
        assertThat(run("debug", "-duration=2s", "-interval=1s"))
                .isEqualTo(failed("==> Capture validation failed: duration must be longer than 10s"));
        assertThat(run("debug", "-duration=10s", "-interval=1s"))
                .isEqualTo(failed("==> Capture validation failed: interval must be longer than 10s"));
        assertThat(run("debug", "-duration=10s"))
                .isEqualTo(failed("==> Capture validation failed: duration (10s) must be longer than interval (30s)"));
        assertThat(run("debug", "extra")).isEqualTo(failed("==> debug: Too many arguments provided, expected 0"));
        assertThat(run("debug", "-capture=nope"))
                .isEqualTo(failed("==> Capture validation failed: target not found: nope"));
        assertThat(run("debug", "-output=" + folder))
                .isEqualTo(failed("==> Capture validation failed: output directory already exists: " + folder));
        assertThat(run("debug", "-http-addr=127.0.0.1:1").err())
                .startsWith("==> Capture validation failed: error querying target agent: Get ");
    }
}
