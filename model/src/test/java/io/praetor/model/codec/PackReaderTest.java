package io.praetor.model.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackReaderTest {
    /// Hands out a few bytes at a time, as sockets do.
    private static InputStream dripping(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(50_000)));
            }
        };
    }

    private static byte[] randomValue(Random random) {
        PackWriter out = new PackWriter();
        out.listHead(3);
        byte[] raw = new byte[random.nextInt(200_000)];
        random.nextBytes(raw);
        out.raw(raw);
        out.mapHead(1);
        out.text("key");
        out.integer(random.nextLong());
        out.real(random.nextDouble());
        return out.toBytes();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void slicesValuesOutOfAStreamAsTheyAre(long seed) throws DecodeException {
        Random random = new Random(seed);
        List<byte[]> values = new ArrayList<>();
        PackWriter all = new PackWriter();
        for (int i = 0; i < 40; i++) {
            values.add(randomValue(random));
            all.rawByte(7);
            all.rawBytes(values.get(i));
        }
        PackReader in = new PackReader(dripping(all.toBytes(), random));

        for (byte[] value : values) {
            assertThat(in.rawByte()).isEqualTo(7);
            assertThat(in.slice()).isEqualTo(value);
        }
        assertThat(in.atEnd()).isTrue();
        assertThat(in.position()).isEqualTo(all.length());
    }

    @Test
    void refusesToSliceAValueThatIsCutOff() {
        byte[] whole = randomValue(new Random(9));
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 1);

        assertThatThrownBy(() -> new PackReader(new ByteArrayInputStream(cut)).slice())
                .isInstanceOf(DecodeException.class)
                .hasMessageStartingWith("msgpack: unexpected end");
        assertThatThrownBy(() -> new PackReader(cut).slice()).isInstanceOf(DecodeException.class);
    }

    @Test
    void believesALengthOnlyAsTheBytesArrive() {
        byte[] huge = {(byte) 0xdb, 0x0f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1, 2, 3};

        assertThatThrownBy(() -> new PackReader(new ByteArrayInputStream(huge)).slice())
                .isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> new PackReader(huge).raw()).isInstanceOf(DecodeException.class);
    }
}
