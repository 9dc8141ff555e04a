package io.praetor.rpc.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueScannerTest {
    private static void write(PackWriter writer, Random random, int depth) {
        switch (random.nextInt(depth > 5 ? 8 : 10)) {
            case 0 -> writer.nil();
            case 1 -> writer.bool(random.nextBoolean());
            case 2 -> writer.integer(random.nextLong() >> random.nextInt(64));
            case 3 -> writer.real(random.nextDouble());
            case 4 -> writer.raw(new byte[random.nextInt(40)]);
            case 5 -> writer.raw(new byte[random.nextInt(70_000)]);
            case 6 -> writer.text("x".repeat(random.nextInt(300)));
            case 7 -> extension(writer, random);
            case 8 -> {
                int size = random.nextInt(random.nextInt(10) == 0 ? 40 : 5);
                writer.listHead(size);
                for (int i = 0; i < size; i++) {
                    write(writer, random, depth + 1);
                }
            }
            default -> {
                int size = random.nextInt(5);
                writer.mapHead(size);
                for (int i = 0; i < 2 * size; i++) {
                    write(writer, random, depth + 1);
                }
            }
        }
    }

    private static void extension(PackWriter writer, Random random) {
        int power = random.nextInt(5);
        writer.rawByte(0xd4 + power);
        writer.rawBytes(new byte[1 + (1 << power)]);
    }

    @Test
    void findsTheEndWhateverThePiecesAre() throws DecodeException {
        Random random = new Random(1);
        for (int run = 0; run < 300; run++) {
            PackWriter writer = new PackWriter();
            write(writer, random, 0);
            int end = writer.length();
            writer.rawBytes(new byte[] {1, 2, 3});
            ByteBuf bytes = Unpooled.wrappedBuffer(writer.toBytes());

            ValueScanner scanner = new ValueScanner();
            int at = 0;
            while (!scanner.isComplete()) {
                int to = Math.min(bytes.writerIndex(), at + 1 + random.nextInt(random.nextBoolean() ? 3 : 5000));
                at = scanner.scan(bytes, at, to);
            }

            assertThat(at).isEqualTo(end);
        }
    }

    @Test
    void agreesWithTheReaderAboutBytesOfAnyKind() {
        Random random = new Random(2);
        for (int run = 0; run < 20_000; run++) {
            byte[] bytes = new byte[1 + random.nextInt(40)];
            random.nextBytes(bytes);
            bytes[0] = (byte) (0x80 + random.nextInt(0x60));
            PackReader reader = new PackReader(bytes);
            int expected;
            try {
                reader.skip();
                expected = (int) reader.position();
            } catch (DecodeException e) {
                expected = -1;
            }
            ValueScanner scanner = new ValueScanner();
            int found;
            try {
                int at = scanner.scan(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
                found = scanner.isComplete() ? at : -1;
            } catch (DecodeException e) {
                found = -1;
            }
            // the reader refuses extensions that it does not know
            if (expected >= 0) {
                assertThat(found).as("%s", Arrays.toString(bytes)).isEqualTo(expected);
            }
        }
    }

    @Test
    void refusesTooDeepANesting() {
        byte[] lists = new byte[PackReader.MAX_DEPTH + 1];
        Arrays.fill(lists, (byte) 0x91);

        assertThatThrownBy(() -> new ValueScanner().scan(Unpooled.wrappedBuffer(lists), 0, lists.length))
                .isInstanceOf(DecodeException.class);
    }

    @Test
    void believesNoLengthBeforeItsBytesCame() throws DecodeException {
        ByteBuf promise = Unpooled.wrappedBuffer(new byte[] {(byte) 0xdb, 0x7f, 0, 0, 0, 1});
        ValueCollector collector = new ValueCollector();

        assertThat(collector.take(promise, Integer.MAX_VALUE)).isFalse();
        assertThat(collector.length()).isEqualTo(6);
    }

    @Test
    void refusesAValueThatIsTooLong() {
        ByteBuf value = Unpooled.wrappedBuffer(new byte[] {(byte) 0xa5, 1, 2, 3, 4, 5});

        assertThatThrownBy(() -> new ValueCollector().take(value, 5)).isInstanceOf(DecodeException.class);
    }
}
