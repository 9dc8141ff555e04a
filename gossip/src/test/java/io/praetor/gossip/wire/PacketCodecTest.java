package io.praetor.gossip.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.Bytes;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketCodecTest {
    private static final byte[] KEY = "0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] OTHER_KEY = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] NACK = new Message.Nack(7).encode();
    private static final byte[] SUSPECT = new Message.Suspect(1, "a", "b").encode();

    @Test
    void whatIsSentArrivesWhateverIsAround() throws WireException {
        for (List<byte[]> keys : List.of(List.<byte[]>of(), List.of(KEY), List.of(OTHER_KEY, KEY))) {
            for (String label : List.of("", "east")) {
                for (boolean compress : List.of(true, false)) {
                    for (boolean crc : List.of(true, false)) {
                        PacketCodec codec = codec(keys, label, compress, true, true);
                        byte[] user = new Message.User(Bytes.of(new byte[500])).encode();

                        Packet packet = codec.decode(codec.encode(List.of(NACK, user, SUSPECT), crc));

                        assertThat(packet.faults()).isEmpty();
                        assertThat(packet.messages()).containsExactly(NACK, user, SUSPECT);
                    }
                }
            }
        }
    }

    @Test
    void labelAndEncryptionAreTheOverhead() {
        PacketCodec bare = codec(List.of(), "", false, true, true);
        PacketCodec full = codec(List.of(KEY), "east", false, true, true);

        assertThat(bare.overhead()).isZero();
        assertThat(full.overhead()).isEqualTo(29 + 6);
        assertThat(full.encode(List.of(NACK), false)).hasSize(NACK.length + full.overhead());
        assertThat(codec(List.of(KEY), "", false, true, false).overhead())
                .as("kept while encryption is rolled out")
                .isEqualTo(29);
    }

    @Test
    void compressionMustPay() {
        PacketCodec codec = codec(List.of(), "", true, true, true);
        byte[] user = new Message.User(Bytes.of(new byte[100])).encode();

        assertThat(codec.encode(List.of(NACK), false)).isEqualTo(NACK);
        assertThat(codec.encode(List.of(user), false))
                .startsWith(MessageType.COMPRESS)
                .hasSizeLessThan(user.length);
    }

    @Test
    void olderPeersBoundHowManyMessagesThereAre() throws WireException {
        PacketCodec codec = codec(List.of(), "", false, true, true);
        List<byte[]> most = Collections.nCopies(PacketCodec.MOST_MESSAGES, NACK);

        assertThat(codec.decode(codec.encode(most, true)).messages()).hasSize(127);
        assertThatThrownBy(() -> codec.encode(Collections.nCopies(128, NACK), true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec.encode(List.of(), true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void messagesBeforeTheCutCount() throws WireException {
        PacketCodec codec = codec(List.of(), "", false, true, true);
        byte[] packet = codec.encode(List.of(NACK, SUSPECT, NACK), false);

        Packet cut = codec.decode(Arrays.copyOf(packet, packet.length - NACK.length - 1));

        assertThat(cut.messages()).containsExactly(NACK);
        assertThat(cut.faults()).containsExactly("compound lost 2 of 3 parts");
    }

    @Test
    void oneBadPartIsNoHarmToTheOthers() throws WireException {
        PacketCodec codec = codec(List.of(), "", false, true, true);
        byte[] notCompressed = {MessageType.COMPRESS, 1, 2, 3};

        Packet packet = codec.decode(codec.encode(List.of(NACK, notCompressed, SUSPECT), false));

        assertThat(packet.messages()).containsExactly(NACK, SUSPECT);
        assertThat(packet.faults()).hasSize(1);
    }

    @Test
    void aWrongChecksumDropsThePacket() {
        PacketCodec codec = codec(List.of(), "", false, true, true);
        byte[] packet = codec.encode(List.of(NACK), true);
        packet[packet.length - 1] ^= 1;

        refused(codec, packet, "checksum is wrong");
    }

    @Test
    void everyInstalledKeyDecrypts() throws WireException {
        PacketCodec before = codec(List.of(KEY), "", true, true, true);
        PacketCodec during = codec(List.of(OTHER_KEY, KEY), "", true, true, true);
        PacketCodec after = codec(List.of(OTHER_KEY), "", true, true, true);

        assertThat(during.decode(before.encode(List.of(NACK), true)).messages()).containsExactly(NACK);
        assertThat(after.decode(during.encode(List.of(NACK), true)).messages()).containsExactly(NACK);
        refused(after, before.encode(List.of(NACK), true), "No installed keys could decrypt the message");
    }

    @Test
    void plaintextIsDroppedUnlessIncomingIsNotVerified() throws WireException {
        byte[] plain = codec(List.of(), "", true, true, true).encode(List.of(SUSPECT), true);

        assertThatThrownBy(() -> codec(List.of(KEY), "", true, true, true).decode(plain))
                .isInstanceOf(WireException.class);
        assertThat(codec(List.of(KEY), "", true, false, true).decode(plain).messages())
                .containsExactly(SUSPECT);
    }

    @Test
    void plaintextIsSentWhileOutgoingIsNotVerified() throws WireException {
        byte[] packet = codec(List.of(KEY), "", true, true, false).encode(List.of(SUSPECT), true);

        assertThat(codec(List.of(), "", true, true, true).decode(packet).messages())
                .containsExactly(SUSPECT);
    }

    @Test
    void onlyTheOwnLabelIsHeard() {
        byte[] east = codec(List.of(), "east", true, true, true).encode(List.of(NACK), false);

        refused(codec(List.of(), "", true, true, true), east, "label is of another pool");
        refused(codec(List.of(), "west", true, true, true), east, "label is of another pool");
        refused(codec(List.of(), "east", true, true, true), NACK, "label is missing");
        refused(codec(List.of(), "east", true, true, true), Arrays.copyOf(east, 3), "label is cut short");
    }

    @Test
    void aLabelThatWasCheckedBeforeIsAuthenticatedOnly() throws WireException {
        byte[] east = codec(List.of(KEY), "east", true, true, true).encode(List.of(NACK), false);
        List<byte[]> keys = List.of(KEY);
        PacketCodec behind =
                new PacketCodec(new WireSettings(() -> keys, "east", true, true, true, true), new Random(1));

        assertThat(behind.decode(Arrays.copyOfRange(east, 6, east.length)).messages())
                .containsExactly(NACK);
        refused(behind, east, "unexpected double packet label header");
    }

    @Test
    void theLabelIsAuthenticatedToo() {
        byte[] east = codec(List.of(KEY), "east", true, true, true).encode(List.of(NACK), false);
        byte[] west = east.clone();
        System.arraycopy("west".getBytes(US_ASCII), 0, west, 2, 4);

        refused(codec(List.of(KEY), "west", true, true, true), west, "No installed keys could decrypt the message");
    }

    @Test
    void envelopesThatCannotBeAreNotTried() {
        PacketCodec codec = codec(List.of(KEY), "", true, true, true);

        refused(codec, new byte[0], "Cannot decrypt empty payload");
        refused(codec, HexFormat.of().parseHex("02" + "00".repeat(40)), "Unsupported encryption version 2");
        refused(codec, HexFormat.of().parseHex("01" + "00".repeat(27)), "Payload is too small to decrypt: 28");
        refused(codec, HexFormat.of().parseHex("00" + "00".repeat(43)), "Payload is too small to decrypt: 44");
    }

    @Test
    void wrappersDoNotNestWithoutEnd() {
        Compression compression = new Compression();
        byte[] nested = NACK;
        for (int i = 0; i < 9; i++) {
            nested = compression.wrap(nested);
        }

        refused(codec(List.of(), "", true, true, true), nested, "wrappers nest deeper than 8");
    }

    @Test
    void aPacketGrowsWithinBounds() {
        Compression compression = new Compression();
        byte[] zeros = compression.wrap(compression.wrap(new byte[Compression.LIMIT]));
        assertThat(zeros).as("fits a datagram").hasSizeLessThan(65_536);

        refused(codec(List.of(), "", true, true, true), zeros, "compressed bytes stand for too many");
    }

    private static void refused(PacketCodec codec, byte[] packet, String why) {
        assertThatThrownBy(() -> codec.decode(packet))
                .isInstanceOf(WireException.class)
                .hasMessage(why);
    }

    private static PacketCodec codec(
            List<byte[]> keys, String label, boolean compress, boolean verifyIncoming, boolean verifyOutgoing) {
        return new PacketCodec(
                new WireSettings(() -> keys, label, compress, verifyIncoming, verifyOutgoing), new Random(9));
    }
}
