package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real process, really killed.
class KilledProcessTest {

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    private Path output = Path.of("");

    @BeforeEach
    void nameTheOutput() {
        output = elsewhere.resolve("output");
    }

    private Process start() throws Exception {
        String classPath =
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "target/classes"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        classPath,
                        Killed.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(output.toFile())
                .start();
    }

    /// What the process said, without a last line it may have been in the middle of.
    private List<String> lines() throws IOException {
        String text = Files.readString(output);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private void awaitLines(int count) {
        Eventually.await(count + " lines", () -> {
            try {
                return lines().size() >= count;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void whatWasAcknowledgedIsThereAfterTheProcessWasKilled() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int life = 0; life < 2; life++) {
            Process process = start();
            try {
                awaitLines(60);
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            lines().forEach(line -> acknowledged.add("c" + line));
        }

        try (TestServer server = TestServer.single(directory)) {
            server.log().barrier().get(60, TimeUnit.SECONDS);

            assertThat(server.machine().applied())
                    .extracting(line -> line.substring(line.indexOf(':') + 1))
                    .containsAll(acknowledged);
        }
    }

    @Test
    void theDirectoryOfALivingProcessIsRefused() throws Exception {
        Process process = start();
        try {
            awaitLines(1);

            assertThatThrownBy(() -> TestServer.single(directory))
                    .isInstanceOf(RaftStartException.class)
                    .hasMessage("raft directory \"" + directory + "\" is used by another process");
        } finally {
            // its files are not to be removed while it still makes some
            process.destroyForcibly().waitFor();
        }
    }
}
