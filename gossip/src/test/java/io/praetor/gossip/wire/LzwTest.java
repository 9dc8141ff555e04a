package io.praetor.gossip.wire;

import static io.praetor.gossip.wire.Vectors.bytes;
import static io.praetor.gossip.wire.Vectors.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LzwTest {
    private static final int PLENTY = 1 << 20;

    @TestFactory
    Stream<DynamicTest> compressesAsTheOriginalDoes() {
        return Vectors.of("lzw_vectors").stream()
                .map(vector -> DynamicTest.dynamicTest(text(vector, "name"), () -> {
                    byte[] input = input(vector);
                    assertThat(sha256(input)).isEqualTo(text(vector, "input_sha256"));

                    byte[] compressed = new LzwEncoder().encode(input);

                    assertThat(sha256(compressed)).isEqualTo(text(vector, "compressed_sha256"));
                    if (vector.containsKey("compressed_hex")) {
                        assertThat(compressed).isEqualTo(bytes(vector, "compressed_hex"));
                    }
                    assertThat(new LzwDecoder().decode(compressed, PLENTY)).isEqualTo(input);
                }));
    }

    /// Long inputs are told as a rule in the vector's name.
    private static byte[] input(Map<String, Object> vector) {
        if (vector.containsKey("input_hex")) {
            return bytes(vector, "input_hex");
        }
        boolean letters = text(vector, "name").contains("12345");
        byte[] input = new byte[letters ? 20_000 : 6_000];
        int x = letters ? 12_345 : 99;
        for (int i = 0; i < input.length; i++) {
            x = x * 1_103_515_245 + 12_345;
            input[i] = (byte) (letters ? 'a' + (x >>> 16) % 7 : x >>> 16);
        }
        return input;
    }

    @Test
    void oneEncoderAndOneDecoderServeManyMessages() throws WireException {
        LzwEncoder encoder = new LzwEncoder();
        LzwDecoder decoder = new LzwDecoder();
        Random random = new Random(4);
        for (int i = 0; i < 300; i++) {
            byte[] input = new byte[random.nextInt(20_000)];
            int letters = 1 + random.nextInt(256);
            for (int j = 0; j < input.length; j++) {
                input[j] = (byte) random.nextInt(letters);
            }

            byte[] compressed = encoder.encode(input);

            assertThat(compressed).isEqualTo(new LzwEncoder().encode(input));
            assertThat(decoder.decode(compressed, PLENTY)).isEqualTo(input);
            byte[] cut = Arrays.copyOf(compressed, random.nextInt(compressed.length));
            assertThatThrownBy(() -> decoder.decode(cut, PLENTY)).isInstanceOf(WireException.class);
        }
    }

    @Test
    void theClearCodeAtTheStartMayBeMissing() throws WireException {
        // 'A', 'B', 258 ("AB"), end; nine bits each, the lowest first
        byte[] compressed = {0x41, (byte) 0x84, 0x08, 0x0c, 0x08};

        assertThat(new LzwDecoder().decode(compressed, PLENTY)).asString().isEqualTo("ABAB");
    }

    @Test
    void noMoreComesOutThanIsAllowed() throws WireException {
        byte[] zeros = new LzwEncoder().encode(new byte[100_000]);

        assertThat(new LzwDecoder().decode(zeros, 100_000)).hasSize(100_000);
        assertThatThrownBy(() -> new LzwDecoder().decode(zeros, 99_999))
                .isInstanceOf(WireException.class)
                .hasMessage("compressed bytes stand for too many");
    }

    @Test
    void whatIsCutShortIsAFault() {
        byte[] compressed = new LzwEncoder().encode("what is cut short is cut short".getBytes(UTF_8));

        for (int size = 0; size < compressed.length; size++) {
            byte[] cut = Arrays.copyOf(compressed, size);
            assertThatThrownBy(() -> new LzwDecoder().decode(cut, PLENTY))
                    .isInstanceOf(WireException.class)
                    .hasMessage("compressed bytes end too early");
        }
    }

    @Test
    void aCodeFromTheFutureIsAFault() {
        byte[] futureCode = {0x41, 0x06, 0x02};

        assertThatThrownBy(() -> new LzwDecoder().decode(futureCode, PLENTY))
                .isInstanceOf(WireException.class)
                .hasMessage("compressed bytes hold a code that means nothing");
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
