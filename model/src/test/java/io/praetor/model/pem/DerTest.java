package io.praetor.model.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerTest {
    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void writesNumbersWithTheirSign() {
        assertThat(hex(Der.integer(0))).isEqualTo("020100");
        assertThat(hex(Der.integer(127))).isEqualTo("02017f");
        assertThat(hex(Der.integer(128))).isEqualTo("02020080");
        assertThat(hex(Der.integer(BigInteger.ONE.shiftLeft(64)))).isEqualTo("0209010000000000000000");
    }

    @ParameterizedTest
    @CsvSource({
        "2.5.29.17, 0603551d11",
        "1.2.840.10045.4.3.2, 06082a8648ce3d040302",
        "1.2.840.113549.1.1.11, 06092a864886f70d01010b",
        "1.3.6.1.5.5.7.3.1, 06082b06010505070301",
    })
    void writesObjectIds(String dotted, String expected) {
        assertThat(hex(Der.objectId(dotted))).isEqualTo(expected);
    }

    @Test
    void writesNamedBitsWithoutZerosAtTheEnd() {
        assertThat(hex(Der.namedBits(0xA000))).isEqualTo("030205a0");
        assertThat(hex(Der.namedBits(0x8600))).isEqualTo("03020186");
        assertThat(hex(Der.namedBits(0x0080))).isEqualTo("0303070080");
        assertThat(hex(Der.namedBits(0))).isEqualTo("030100");
    }

    @Test
    void writesYearsFrom2050WithFourDigits() {
        assertThat(new String(
                        Der.time(Instant.parse("2049-12-31T23:59:59Z")), java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("\u0017\r491231235959Z");
        assertThat(new String(
                        Der.time(Instant.parse("2050-01-01T00:00:00Z")), java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("\u0018\u000f20500101000000Z");
    }

    @ParameterizedTest
    @CsvSource({"127, 047f", "128, 048180", "255, 0481ff", "256, 04820100", "70000, 0483011170"})
    void writesLengthsAsShortAsTheyGo(int length, String head) {
        assertThat(hex(Der.octets(new byte[length]))).startsWith(head).hasSize(head.length() + 2 * length);
    }

    @ParameterizedTest
    @CsvSource({"127", "128", "300", "70000"})
    void readsWhatItWrote(int length) throws Exception {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);

        DerReader outer = new DerReader(Der.sequence(Der.integer(7), Der.octets(content)));
        DerReader fields = outer.enter(Der.SEQUENCE);
        fields.skip();

        assertThat(fields.enter(Der.OCTET_STRING).rest()).isEqualTo(content);
        assertThat(fields.hasMore()).isFalse();
        assertThat(outer.hasMore()).isFalse();
    }

    @Test
    void staysWithinTheBytesWhateverTheyAre() {
        Random random = new Random(20261127);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            walk(new DerReader(bytes), 0);
        }
    }

    private static void walk(DerReader reader, int depth) {
        try {
            while (reader.hasMore()) {
                int tag = reader.tag();
                DerReader inner = reader.enter(tag);
                if (depth < 8 && (tag & Der.CONSTRUCTED) != 0) {
                    walk(inner, depth + 1);
                } else {
                    assertThat(inner.rest()).hasSizeLessThan(24);
                }
            }
        } catch (DerReader.MalformedException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Test
    void refusesAnotherTag() {
        assertThatThrownBy(() -> new DerReader(Der.integer(1)).enter(Der.SEQUENCE))
                .isInstanceOf(DerReader.MalformedException.class)
                .hasMessage("tag 02 where 30 was expected");
    }
}
