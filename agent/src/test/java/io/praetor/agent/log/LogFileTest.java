package io.praetor.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFileTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(1000));

    @TempDir
    Path folder;

    @Test
    void isPutAsideWhenItIsLarge() throws IOException {
        try (LogFile file = new LogFile(folder + "/agent.log", 10, Duration.ZERO, 0, now::get)) {
            write(file, "0123456789");
            write(file, "next");
        }

        assertThat(names()).containsExactly("agent-1000000000000.log", "agent.log");
        assertThat(folder.resolve("agent.log")).hasContent("next");
    }

    @Test
    void isPutAsideWhenItIsOldAndOnlySoManyAreKept() throws IOException {
        try (LogFile file = new LogFile(folder + "/", 0, Duration.ofHours(1), 2, now::get)) {
            for (int hour = 0; hour < 5; hour++) {
                write(file, "hour " + hour);
                now.set(now.get().plus(Duration.ofHours(1)));
            }
        }

        assertThat(names()).containsExactly("consul-11800000000000.log", "consul-8200000000000.log", "consul.log");
        assertThat(folder.resolve("consul.log")).hasContent("hour 4");
    }

    @Test
    void keepsNoneWhenToldSoAndTouchesNoOtherFile() throws IOException {
        Files.writeString(folder.resolve("agent-other.log"), "mine");
        try (LogFile file = new LogFile(folder + "/agent.log", 1, Duration.ZERO, -1, now::get)) {
            write(file, "one");
            write(file, "two");
        }

        assertThat(names()).containsExactly("agent-other.log", "agent.log");
    }

    @Test
    void goesOnWithTheFileOfAnEarlierRun() throws IOException {
        Files.writeString(folder.resolve("agent.log"), "before ");
        try (LogFile file = new LogFile(folder + "/agent.log", 0, Duration.ZERO, 0, now::get)) {
            write(file, "after");
        }

        assertThat(folder.resolve("agent.log")).hasContent("before after");
    }

    @Test
    void goesOnWhenSomebodyElsePutItAside() throws IOException {
        try (LogFile file = new LogFile(folder + "/sub/agent.log", 3, Duration.ZERO, 0, now::get)) {
            write(file, "first");
            Files.delete(folder.resolve("sub/agent.log"));
            write(file, "second");
            Files.delete(folder.resolve("sub/agent.log"));
            Files.delete(folder.resolve("sub"));
            write(file, "third");
        }

        assertThat(folder.resolve("sub/agent.log")).hasContent("third");
    }

    @Test
    void isNotForEverybody() throws IOException {
        try (LogFile file = new LogFile(folder + "/agent.log", 0, Duration.ZERO, 0, now::get)) {
            write(file, "line");
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("agent.log"))))
                .isEqualTo("rw-r-----");
    }

    private static void write(LogFile file, String line) throws IOException {
        file.write(line.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
