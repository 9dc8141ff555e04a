package io.praetor.agent.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OutputChunksTest {
    private static final long MILLI = 1_000_000;

    private final OutputChunks chunks = new OutputChunks(Duration.ofSeconds(2), 0);

    private void add(String text, long millis) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        chunks.add(bytes, bytes.length, millis * MILLI);
    }

    @Test
    void keepsOutputBackUntilThereIsSilence() {
        add("a", 0);
        add("b", 400);

        assertThat(chunks.next(800 * MILLI)).isNull();
        assertThat(chunks.nanosUntilDue(800 * MILLI)).isEqualTo(100 * MILLI);
        assertThat(chunks.next(900 * MILLI)).isEqualTo(Bytes.of("ab"));
        assertThat(chunks.next(900 * MILLI)).isNull();
    }

    @Test
    void cutsLongOutputAtOnce() {
        add("x".repeat(OutputChunks.CHUNK_BYTES + 1), 0);

        assertThat(chunks.nanosUntilDue(0)).isZero();
        assertThat(Objects.requireNonNull(chunks.next(0)).length()).isEqualTo(OutputChunks.CHUNK_BYTES);
        assertThat(chunks.next(0)).isNull();
        chunks.finish();
        assertThat(chunks.next(0)).isEqualTo(Bytes.of("x"));
    }

    @Test
    void showsALongSilenceAsAnEmptyPiece() {
        assertThat(chunks.next(1999 * MILLI)).isNull();
        assertThat(chunks.next(2000 * MILLI)).isEqualTo(Bytes.EMPTY);
        assertThat(chunks.nanosUntilDue(2500 * MILLI)).isEqualTo(1500 * MILLI);
        add("late", 2600);
        assertThat(chunks.next(3100 * MILLI)).isEqualTo(Bytes.of("late"));
        assertThat(chunks.next(5099 * MILLI)).isNull();
        assertThat(chunks.next(5100 * MILLI)).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void saysWhenTheProgramHasToWait() {
        add("x".repeat(OutputChunks.CHUNK_BYTES * (OutputChunks.MOST_WAITING - 1)), 0);
        assertThat(chunks.isFull()).isFalse();
        add("x".repeat(OutputChunks.CHUNK_BYTES), 0);
        assertThat(chunks.isFull()).isTrue();
        chunks.next(0);
        assertThat(chunks.isFull()).isFalse();
    }
}
