package io.praetor.agent.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.agent.program.Program.Order;
import io.praetor.model.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private final OutputTail output = new OutputTail(4096);

    private Program start(String line, String input) throws IOException {
        return Program.start(Order.ofShell(line, Map.of("WORD", "given"), Bytes.of(input)), "test", output);
    }

    @Test
    void givesInputAndEnvironmentAndTakesOutputAndCode() throws Exception {
        int code = start("read line; echo $line $WORD; exit 4", "some input\n").await();

        assertThat(code).isEqualTo(4);
        assertThat(output.text()).isEqualTo("some input given\n");
    }

    @Test
    void whatItLeavesBehindEndsWithIt() throws Exception {
        start("sleep 1000 & echo $!", "").await();

        assertThat(hasEnded(output.text().strip())).isTrue();
    }

    /// Whether it has ended, perhaps still waiting for its parent to notice.
    private static boolean hasEnded(String pid) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        Path status = Path.of("/proc", pid, "stat");
        while (System.nanoTime() < deadline) {
            try {
                if (Files.readString(status).contains(") Z ")) {
                    return true;
                }
            } catch (NoSuchFileException e) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    @Test
    void endsWithEverythingItStarted() throws Exception {
        Program program = start("sleep 1000 | sleep 1000", "");

        program.kill();

        assertThat(program.await()).isNotZero();
    }

    @Test
    void oneThatIgnoresItsInputIsNoFailure() throws Exception {
        assertThat(start("exit 0", "x".repeat(1 << 20)).await()).isZero();
    }

    @Test
    void saysWhyItCannotBeStarted() {
        assertThatThrownBy(() -> Program.start(new Order(List.of("/no/such"), Map.of(), Bytes.EMPTY), "test", output))
                .hasMessage("fork/exec /no/such: no such file or directory");
        assertThatThrownBy(
                        () -> Program.start(new Order(List.of("/etc/passwd"), Map.of(), Bytes.EMPTY), "test", output))
                .hasMessage("fork/exec /etc/passwd: permission denied");
        assertThatThrownBy(
                        () -> Program.start(new Order(List.of("no-such-thing"), Map.of(), Bytes.EMPTY), "test", output))
                .hasMessage("exec: \"no-such-thing\": executable file not found in $PATH");
    }

    @Test
    void keepsTheEndOfLongOutput() {
        OutputTail tail = new OutputTail(4);
        tail.take("abc".getBytes(StandardCharsets.UTF_8), 3);
        assertThat(tail.text()).isEqualTo("abc");
        tail.take("defg".getBytes(StandardCharsets.UTF_8), 4);
        assertThat(tail.text()).isEqualTo("Captured 4 of 7 bytes\n...\ndefg");
    }
}
