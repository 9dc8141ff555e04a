package io.praetor.gossip.wire;

import static io.praetor.gossip.wire.Vectors.bytes;
import static io.praetor.gossip.wire.Vectors.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// No bytes do harm: either there is a message, or one line that says why not.
class FuzzTest {
    private static final long SEED = 20_261_127;
    private static final int ROUNDS = 150;

    private final Random random = new Random(SEED);
    private int understood;
    private int refused;

    @Test
    void mutatedPackets() {
        for (Map<String, Object> vector : Vectors.of("vectors")) {
            if (text(vector, "transport").equals("udp")) {
                WireSettings settings = VectorsTest.settings(vector);
                PacketCodec codec = new PacketCodec(settings, random);
                for (byte[] plain : layers(bytes(vector, "hex"), codec)) {
                    for (int i = 0; i < ROUNDS; i++) {
                        packet(mutated(plain), codec);
                    }
                }
            }
        }
        assertBothHappened();
    }

    @Test
    void mutatedStreams() {
        for (Map<String, Object> vector : Vectors.of("vectors")) {
            if (text(vector, "transport").equals("tcp")) {
                WireSettings settings = VectorsTest.settings(vector);
                StreamCodec codec = new StreamCodec(settings, random);
                StreamCodec open = new StreamCodec(WireSettings.of(List::of), random);
                byte[] stream = bytes(vector, "hex");
                byte[] message = plain(stream, codec);
                for (int i = 0; i < ROUNDS; i++) {
                    stream(mutated(stream), codec);
                    stream(mutated(message), open);
                }
            }
        }
        assertBothHappened();
    }

    @Test
    void randomBytes() {
        List<byte[]> keys = List.of(new byte[16]);
        WireSettings locked = WireSettings.of(() -> keys);
        WireSettings open = WireSettings.of(List::of);
        List<PacketCodec> packets = List.of(new PacketCodec(open, random), new PacketCodec(locked, random));
        List<StreamCodec> streams = List.of(new StreamCodec(open, random), new StreamCodec(locked, random));
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = (byte) random.nextInt(14);
            }
            packets.forEach(codec -> packet(bytes, codec));
            streams.forEach(codec -> stream(bytes, codec));
        }
        assertBothHappened();
    }

    @Test
    void randomCompressedBytes() {
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            try {
                assertThat(new LzwDecoder().decode(bytes, 10_000)).hasSizeLessThanOrEqualTo(10_000);
                understood++;
            } catch (WireException e) {
                line(e);
            }
        }
        assertBothHappened();
    }

    /// The packet, and what is under its encryption, checksum and compression, for mutations to reach everything.
    private static List<byte[]> layers(byte[] packet, PacketCodec codec) {
        List<byte[]> layers = new ArrayList<>(List.of(packet));
        try {
            layers.addAll(codec.decode(packet).messages());
        } catch (WireException e) {
            throw new AssertionError(e);
        }
        if (packet[0] == MessageType.HAS_CRC) {
            layers.add(Arrays.copyOfRange(packet, PacketCodec.CRC_OVERHEAD, packet.length));
        }
        return layers;
    }

    private static byte[] plain(byte[] stream, StreamCodec codec) {
        try {
            return codec.decodeRequest(stream);
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] mutated(byte[] original) {
        byte[] bytes = original.clone();
        for (int left = 1 + random.nextInt(4); left > 0 && bytes.length > 0; left--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes[at] = (byte) (0xc0 + random.nextInt(32));
                case 3 -> bytes = Arrays.copyOf(bytes, at);
                default -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(8));
            }
        }
        return bytes;
    }

    private void packet(byte[] bytes, PacketCodec codec) {
        try {
            Packet packet = codec.decode(bytes);
            for (byte[] message : packet.messages()) {
                Message decoded = Message.decode(message);
                assertThat(Message.decode(decoded.encode())).isEqualTo(decoded);
                understood++;
            }
        } catch (WireException e) {
            line(e);
        }
    }

    private void stream(byte[] bytes, StreamCodec codec) {
        StreamFrame frame = new StreamFrame();
        StreamFrame.State state = frame.look(bytes, random.nextInt(bytes.length + 1));
        if (state == StreamFrame.State.INCOMPLETE) {
            state = frame.look(bytes, bytes.length);
        }
        try {
            byte[] message = codec.decodeRequest(
                    state == StreamFrame.State.COMPLETE ? Arrays.copyOf(bytes, frame.length()) : bytes);
            Message decoded = Message.decodeStream(message);
            assertThat(Message.decodeStream(decoded.encodeStream())).isEqualTo(decoded);
            understood++;
        } catch (WireException e) {
            line(e);
        }
    }

    private void line(WireException e) {
        assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
        refused++;
    }

    private void assertBothHappened() {
        assertThat(understood).isPositive();
        assertThat(refused).isPositive();
    }
}
