package io.praetor.acceptance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Child;
import io.praetor.acceptance.program.Consul;
import io.praetor.acceptance.program.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What keeps an agent from starting is said in one line on standard error, with exit code 1 and nothing changed on
/// disk.
class BadStartIT {

    private static final Duration START = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    void refusesATakenPort() throws IOException, InterruptedException {
        Path data = written();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            String port = String.valueOf(taken.getLocalPort());

            assertThat(refusal(data, server(data, "-http-port=" + port))).contains(port);
            Path fresh = folder.resolve("fresh");
            assertThat(refusal(fresh, server(fresh, "-http-port=" + port))).contains(port);
        }
    }

    @Test
    void refusesADirectoryItCannotWrite() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        Path readOnly = Path.of("/proc/praetor");

        assertThat(refusal(folder, server(file))).contains(file.toString());
        assertThat(refusal(folder, server(file.resolve("below")))).contains(file.toString());
        assertThat(refusal(folder, server(readOnly))).contains(readOnly.toString());
    }

    @Test
    void refusesTheDirectoryOfARunningAgent() throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        try (Agent first = agent(data)) {
            assertThat(first.put("/v1/kv/before", "1").text()).isEqualTo("true");
            // it would go on writing in its own time
            suspend(first.process());

            String line = refusal(data, server(data));

            assertThat(line).contains(data.toString());
            first.process().signal("CONT");
            assertThat(first.get("/v1/agent/members").text()).doesNotContain("\"second\"");
            assertThat(first.put("/v1/kv/after", "2").text()).isEqualTo("true");
        }
    }

    /// Returns when all its threads stand still.
    private static void suspend(Child process) throws IOException, InterruptedException {
        process.signal("STOP");
        long deadline = System.nanoTime() + START.toNanos();
        while (!standsStill(process.pid())) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    private static boolean standsStill(long pid) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : (Iterable<Path>) threads::iterator) {
                String status = Files.readString(thread.resolve("stat"));
                // its number, its name in parentheses, its state
                if (status.charAt(status.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
            return true;
        }
    }

    @Test
    void refusesACorruptLog() throws IOException, InterruptedException {
        Path data = written();
        Path segment = largestFile(data.resolve("raft"));
        byte[] bytes = Files.readAllBytes(segment);
        int used = bytes.length;
        while (bytes[used - 1] == 0) {
            used--;
        }
        bytes[used / 2] ^= 0x10;
        Files.write(segment, bytes);

        String line = refusal(data, server(data));

        assertThat(line).contains(segment.getFileName().toString()).containsIgnoringCase("corrupt");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -bogus                         | flag provided but not defined: -bogus
            -http-port=many                | many
            -http-port=70000               | 70000
            -hcl=bogus_key = 1             | bogus_key
            -hcl=service { name =          | flags-0.hcl: At 1:
            -config-file=/no/such.json     | /no/such.json
            -bind=nowhere                  | bind_addr
            -hcl=acl { enabled = true down_policy = "maybe" } | Failed to start Consul server: Unsupported down ACL policy: maybe
            -hcl=acl { default_policy = "x" } | Failed to start Consul server: Unsupported default ACL policy: x
            """)
    void refusesAWrongFlag(String flag, String named) throws IOException, InterruptedException {
        Path data = folder.resolve("data");

        assertThat(refusal(data, server(data, flag.strip()))).contains(named);
        assertThat(data).doesNotExist();
    }

    /// Starts an agent that must not start; returns what it says about it. A usage text may follow a flag that does not
    /// exist, and the recorded lists of errors go on in lines with a star.
    private String refusal(@Nullable Path untouched, List<String> command) throws IOException, InterruptedException {
        Map<String, String> before = untouched == null ? Map.of() : FileTree.of(untouched);
        Path output = Files.createTempDirectory("refused").resolve("agent");
        try (Child child = Child.start(command, Consul.environment(null), folder, output, null)) {
            int code = child.finish(START);
            String words = child.err()
                    .lines()
                    .takeWhile(line -> !line.startsWith("Usage:"))
                    .collect(Collectors.joining("\n"))
                    .replace("\n\t* ", " ")
                    .strip();
            List<String> lines = words.lines().filter(line -> !line.isBlank()).toList();

            assertThat(code).as(child.output()).isEqualTo(1);
            assertThat(lines).as(child.output()).hasSize(1);
            assertThat(child.output()).doesNotContain("Exception", "\tat ");
            if (untouched != null) {
                assertThat(FileTree.of(untouched)).isEqualTo(before);
            }
            return lines.getFirst();
        }
    }

    /// A data directory with a few hundred entries in its log.
    private Path written() throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        try (Agent agent = agent(data)) {
            for (int i = 0; i < 300; i++) {
                assertThat(agent.put("/v1/kv/key-" + i, "value ".repeat(50)).text())
                        .isEqualTo("true");
            }
            agent.process().signal("TERM");
            agent.process().finish(START);
        }
        return data;
    }

    private Agent agent(Path data) throws IOException, InterruptedException {
        return Agent.ready(
                folder, "first", List.of("-server", "-bootstrap-expect=1", "-data-dir=" + data, "-log-level=warn"));
    }

    private static List<String> server(Path data, String... flags) {
        List<Integer> ports = Ports.free(5);
        List<String> command = new ArrayList<>(List.of(
                Consul.launcher().toString(),
                "agent",
                "-server",
                "-bootstrap-expect=1",
                "-node=second",
                "-bind=127.0.0.1",
                "-log-level=warn",
                "-data-dir=" + data,
                "-http-port=" + ports.get(0),
                "-dns-port=" + ports.get(1),
                "-server-port=" + ports.get(2),
                "-serf-lan-port=" + ports.get(3),
                "-serf-wan-port=" + ports.get(4)));
        command.addAll(List.of(flags));
        return command;
    }

    private static Path largestFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }
}
