package io.praetor.gossip.wire;

import static io.praetor.gossip.wire.Vectors.bytes;
import static io.praetor.gossip.wire.Vectors.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/// What real members sent is understood; and said again, it is the same to the byte.
class VectorsTest {

    @TestFactory
    Stream<DynamicTest> packets() {
        return named(vectors("udp"), vector -> {
            byte[] packet = bytes(vector, "hex");

            Packet read = new PacketCodec(settings(vector), noRandom()).decode(packet);

            assertThat(read.faults()).isEmpty();
            assertThat(decoded(read.messages())).isEqualTo(Told.of(vector));
            assertThat(encodeAgain(vector, read)).isEqualTo(packet);
        });
    }

    @TestFactory
    Stream<DynamicTest> streams() {
        return named(vectors("tcp"), vector -> {
            byte[] stream = bytes(vector, "hex");
            StreamFrame frame = new StreamFrame();
            assertThat(frame.look(stream, stream.length)).isEqualTo(StreamFrame.State.COMPLETE);
            assertThat(frame.length()).isEqualTo(stream.length);

            byte[] message = new StreamCodec(settings(vector), noRandom()).decodeRequest(stream);

            Message decoded = Message.decodeStream(message);
            assertThat(List.of(Told.retold(decoded))).isEqualTo(Told.of(vector));
            assertThat(decoded.encodeStream()).isEqualTo(message);
            assertThat(new StreamCodec(settings(vector), nonce(vector)).encodeRequest(message))
                    .isEqualTo(stream);
        });
    }

    /// The packet once more, of the messages in it, wrapped as it was.
    private static byte[] encodeAgain(Map<String, Object> vector, Packet read) throws WireException {
        List<byte[]> again = new ArrayList<>();
        for (byte[] message : read.messages()) {
            again.add(Message.decode(message).encode());
        }
        Map<String, Object> outermost = Vectors.map(vector.get("message"));
        boolean crc = text(outermost, "name").equals("hasCrc");
        // a real sender may have compression off, or had nothing to gain
        boolean compress = text(crc ? Vectors.map(outermost.get("inner")) : outermost, "name")
                .equals("compress");
        WireSettings settings = settings(vector);
        return new PacketCodec(new WireSettings(settings.keys(), "", compress, true, true), nonce(vector))
                .encode(again, crc);
    }

    @TestFactory
    Stream<DynamicTest> framing() {
        return named(Vectors.of("framing_vectors").stream(), vector -> {
            byte[] wire = bytes(vector, "wire_hex");
            byte[] plain = bytes(vector, "plaintext_hex");
            WireSettings settings = settings(vector);

            if (text(vector, "name").startsWith("stream")) {
                assertThat(new StreamCodec(settings, noRandom()).decodeRequest(wire))
                        .isEqualTo(plain);
                StreamFrame frame = new StreamFrame();
                assertThat(frame.look(wire, wire.length)).isEqualTo(StreamFrame.State.COMPLETE);
                if (version(vector) == Envelope.PLAIN) {
                    assertThat(new StreamCodec(settings, nonce(vector)).encodeRequest(plain))
                            .isEqualTo(wire);
                }
            } else {
                Packet read = new PacketCodec(settings, noRandom()).decode(wire);
                assertThat(read.messages()).containsExactly(plain);
                if (version(vector) == Envelope.PLAIN) {
                    assertThat(new PacketCodec(settings, nonce(vector)).encode(List.of(plain), false))
                            .isEqualTo(wire);
                }
            }
            if (vector.containsKey("key_hex")) {
                byte[] sealed = new Envelope(nonce(vector))
                        .seal(version(vector), bytes(vector, "key_hex"), plain, bytes(vector, "aad_hex"));
                assertThat(sealed).isEqualTo(Arrays.copyOfRange(wire, wire.length - sealed.length, wire.length));
            }
        });
    }

    private static int version(Map<String, Object> vector) {
        return vector.get("encryption_version") instanceof Number number ? number.intValue() : Envelope.PLAIN;
    }

    private static Stream<Map<String, Object>> vectors(String transport) {
        return Vectors.of("vectors").stream().filter(v -> text(v, "transport").equals(transport));
    }

    static WireSettings settings(Map<String, Object> vector) {
        List<byte[]> keys = vector.containsKey("key_hex") ? List.of(bytes(vector, "key_hex")) : List.of();
        String label = vector.get("label") instanceof String text ? text : "";
        boolean compress =
                vector.get("message") instanceof Map<?, ?> message && Objects.equals(message.get("name"), "compress");
        return new WireSettings(() -> keys, label, compress, true, true);
    }

    static RandomGenerator noRandom() {
        return () -> {
            throw new AssertionError("nothing is left to chance here");
        };
    }

    /// Yields the nonce that the vector's sender drew, which follows the version at the envelope's start.
    private static RandomGenerator nonce(Map<String, Object> vector) {
        if (!vector.containsKey("key_hex")) {
            return noRandom();
        }
        byte[] wire = bytes(vector, vector.containsKey("hex") ? "hex" : "wire_hex");
        String label = vector.get("label") instanceof String text ? text : "";
        int start = label.isEmpty() ? 0 : 2 + label.length();
        int envelope = wire[start] == MessageType.ENCRYPT ? start + 5 : start;
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("a nonce is drawn at once");
            }

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(wire, envelope + 1, bytes, 0, bytes.length);
            }
        };
    }

    private static List<Message> decoded(List<byte[]> messages) throws WireException {
        List<Message> decoded = new ArrayList<>();
        for (byte[] message : messages) {
            decoded.add(Told.retold(Message.decode(message)));
        }
        return decoded;
    }

    private static Stream<DynamicTest> named(
            Stream<Map<String, Object>> vectors, ThrowingConsumer<Map<String, Object>> test) {
        return vectors.map(vector -> DynamicTest.dynamicTest(text(vector, "name"), () -> test.accept(vector)));
    }
}
