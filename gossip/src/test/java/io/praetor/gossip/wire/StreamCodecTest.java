package io.praetor.gossip.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamCodecTest {
    private static final byte[] KEY = "0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] ERR = new Message.Err("no").encodeStream();

    @Test
    void onlyWhoConnectsSaysTheLabel() throws WireException {
        StreamCodec codec = codec(List.of(KEY), "east");

        byte[] request = codec.encodeRequest(ERR);
        byte[] reply = codec.encodeReply(ERR);

        assertThat(request).startsWith(0xf4, 4, 'e', 'a', 's', 't', 0x0a);
        assertThat(reply).startsWith(0x0a);
        assertThat(codec.decodeRequest(request)).isEqualTo(ERR);
        assertThat(codec.decodeReply(reply)).isEqualTo(ERR);
        refused(codec, reply, "label is missing");
    }

    @Test
    void compressionIsUsedEvenIfItDoesNotPay() throws WireException {
        byte[] compressed = codec(List.of(), "").encodeReply(ERR);

        assertThat(compressed).startsWith(MessageType.COMPRESS).hasSizeGreaterThan(ERR.length);
        assertThat(codec(List.of(), "").decodeReply(ERR))
                .as("plain is understood")
                .isEqualTo(ERR);
    }

    @Test
    void peersAreToldWhichSideIsEncrypted() throws WireException {
        byte[] encrypted = codec(List.of(KEY), "").encodeRequest(ERR);
        byte[] plain = codec(List.of(), "").encodeRequest(ERR);
        List<byte[]> keys = List.of(KEY);

        refused(codec(List.of(), ""), encrypted, "Remote state is encrypted and encryption is not configured");
        refused(codec(keys, ""), plain, "Encryption is configured but remote state is not encrypted");
        assertThat(new StreamCodec(new WireSettings(() -> keys, "", true, false, true), new Random(1))
                        .decodeRequest(plain))
                .isEqualTo(ERR);
        assertThat(new StreamCodec(new WireSettings(() -> keys, "", true, true, false), new Random(1))
                        .encodeRequest(ERR))
                .isEqualTo(plain);
    }

    @Test
    void lengthsMustBeTrue() {
        StreamCodec codec = codec(List.of(KEY), "");
        byte[] bytes = codec.encodeRequest(ERR);

        refused(codec, new byte[0], "message is empty");
        refused(codec, Arrays.copyOf(bytes, bytes.length - 1), "encrypted message is cut short");
        refused(codec, Arrays.copyOf(bytes, bytes.length + 1), "encrypted message is cut short");
        refused(codec, HexFormat.of().parseHex("0a01400001"), "Remote node state is larger than limit (20971521)");
        refused(codec, new byte[] {0x0a}, "Remote node state is larger than limit (4294967295)");
    }

    @Test
    void theLengthIsAuthenticated() {
        StreamCodec codec = codec(List.of(KEY), "");
        byte[] bytes = codec.encodeRequest(ERR);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        longer[4]++;

        refused(codec, longer, "No installed keys could decrypt the message");
    }

    @Test
    void nothingInTheWrapperIsAFault() {
        refused(codec(List.of(), ""), new Compression().wrap(new byte[0]), "message is empty");
    }

    @Test
    void whatIsTooLongIsNotEncrypted() {
        byte[] big = new byte[StreamCodec.LONGEST_ENVELOPE];
        List<byte[]> keys = List.of(KEY);
        StreamCodec codec = new StreamCodec(new WireSettings(() -> keys, "", false, true, true), new Random(1));

        assertThatThrownBy(() -> codec.encodeReply(big)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void refused(StreamCodec codec, byte[] stream, String why) {
        assertThatThrownBy(() -> codec.decodeRequest(stream))
                .isInstanceOf(WireException.class)
                .hasMessage(why);
    }

    private static StreamCodec codec(List<byte[]> keys, String label) {
        return new StreamCodec(new WireSettings(() -> keys, label, true, true, true), new Random(9));
    }
}
