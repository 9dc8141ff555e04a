package io.praetor.model.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Against sums of Python's hashlib (`blake2b(digest_size=32)`).
class Blake2bTest {
    @Test
    void sumsNothingAndLittle() {
        assertThat(sum(new byte[0])).isEqualTo("0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
        assertThat(sum("abc".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    }

    @Test
    void sumsOneWholeBlockAndMany() {
        assertThat(sum(counting(128))).isEqualTo("c3582f71ebb2be66fa5dd750f80baae97554f3b015663c8be377cfcb2488c1d1");
        assertThat(sum(counting(1000))).isEqualTo("b372d0608f720c8c3dd41e9c8eecb10143b41abe520b616607e754bf79c08331");
    }

    @Test
    void piecesMakeNoDifference() {
        byte[] data = counting(1000);
        for (int piece : new int[] {1, 7, 127, 128, 129, 500}) {
            Blake2b sum = new Blake2b();
            for (int at = 0; at < data.length; at += piece) {
                sum.add(Arrays.copyOfRange(data, at, Math.min(data.length, at + piece)));
            }

            assertThat(HexFormat.of().formatHex(sum.done().array())).isEqualTo(sum(data));
        }
    }

    private static byte[] counting(int length) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) (i % 251);
        }
        return data;
    }

    private static String sum(byte[] data) {
        Blake2b sum = new Blake2b();
        sum.add(data);
        return HexFormat.of().formatHex(sum.done().array());
    }
}
