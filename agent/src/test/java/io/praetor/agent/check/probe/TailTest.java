package io.praetor.agent.check.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailTest {

    @Test
    void keepsTheEndAndSaysSo() {
        Tail tail = new Tail(5);

        tail.add(bytes("abc"));
        assertThat(tail.captured()).isEqualTo("abc");
        tail.add(bytes("defg"));

        assertThat(tail.text()).isEqualTo("cdefg");
        assertThat(tail.captured()).isEqualTo("Captured 5 of 7 bytes\n...\ncdefg");
    }

    @Test
    void isNotCutAtExactlyTheLimit() {
        Tail tail = new Tail(3);

        tail.add(bytes("abc"));

        assertThat(tail.captured()).isEqualTo("abc");
    }

    @Test
    void showsACutCharacterAsAReplacement() {
        Tail tail = new Tail(2);

        tail.add(bytes("üx"));

        assertThat(tail.text()).isEqualTo("\ufffdx");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isTheEndOfWhatCameInPiecesOfAnySize(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            int limit = 1 + random.nextInt(2000);
            Tail tail = new Tail(limit);
            StringBuilder all = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                String piece = letters(random, random.nextInt(random.nextBoolean() ? 10 : 3000));
                all.append(piece);
                tail.add(bytes(piece));
            }

            assertThat(tail.text()).isEqualTo(all.substring(Math.max(0, all.length() - limit)));
            assertThat(tail.total()).isEqualTo(all.length());
        }
    }

    private static String letters(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
