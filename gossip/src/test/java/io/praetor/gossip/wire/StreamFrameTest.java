package io.praetor.gossip.wire;

import static io.praetor.gossip.wire.StreamFrame.State.BROKEN;
import static io.praetor.gossip.wire.StreamFrame.State.COMPLETE;
import static io.praetor.gossip.wire.StreamFrame.State.INCOMPLETE;
import static io.praetor.gossip.wire.Vectors.bytes;
import static io.praetor.gossip.wire.Vectors.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.Bytes;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class StreamFrameTest {

    @TestFactory
    Stream<DynamicTest> aMessageIsCompleteWithItsLastByte() {
        return Stream.concat(
                        Vectors.of("vectors").stream()
                                .filter(vector -> text(vector, "transport").equals("tcp"))
                                .map(vector -> bytes(vector, "hex")),
                        Stream.of(pushPull(), user(), label(pushPull()), label(sealed())))
                .map(stream -> DynamicTest.dynamicTest("type " + stream[0] + ", " + stream.length + " bytes", () -> {
                    byte[] more = Arrays.copyOf(stream, stream.length + 10);
                    StreamFrame frame = new StreamFrame();
                    for (int size = 0; size < stream.length; size++) {
                        assertThat(frame.look(more, size)).isEqualTo(INCOMPLETE);
                    }

                    assertThat(frame.look(more, more.length)).isEqualTo(COMPLETE);
                    assertThat(frame.length()).isEqualTo(stream.length);
                }));
    }

    private static byte[] pushPull() {
        InetAddress address = InetAddress.getLoopbackAddress();
        Message.Entry node = new Message.Entry("a", address, 7946, Bytes.of("meta"), 1, 0, Bytes.of("vsn"));
        return new Message.PushPull(true, List.of(node, node, node), Bytes.of("user state")).encodeStream();
    }

    private static byte[] user() {
        return new Message.User(Bytes.of("to the layer above")).encodeStream();
    }

    private static byte[] sealed() {
        byte[] key = new byte[16];
        return new StreamCodec(WireSettings.of(() -> List.of(key)), new java.util.Random(1)).encodeReply(pushPull());
    }

    private static byte[] label(byte[] stream) {
        return new Label(new WireSettings(List::of, "east", true, true, true)).wrap(stream);
    }

    @Test
    void whatIsNoMessageOfAStreamIsBrokenAtOnce() {
        for (int type = 0; type < 256; type++) {
            boolean known = List.of(0, 2, 6, 8, 9, 10, 13, 244).contains(type);
            byte[] stream = {(byte) type};

            assertThat(new StreamFrame().look(stream, 1)).isEqualTo(known ? INCOMPLETE : BROKEN);
        }
    }

    @Test
    void whatWouldBeTooLongIsBrokenAsSoonAsItSaysSo() {
        assertThat(look("0a 01400000")).as("an envelope of 20 MiB").isEqualTo(INCOMPLETE);
        assertThat(look("0a 01400001")).isEqualTo(BROKEN);
        assertThat(look("0a ffffffff")).isEqualTo(BROKEN);
        assertThat(look("09 82 a3427566 db 02800000")).as("a text of 40 MiB").isEqualTo(BROKEN);
        assertThat(look("09 df ffffffff")).as("a map of 4 Gi").isEqualTo(BROKEN);
        assertThat(look("06 81 a54e6f646573 ce00100001"))
                .as("more than 1 Mi nodes")
                .isEqualTo(BROKEN);
        assertThat(look("06 81 ac5573657253746174654c656e ce01400001"))
                .as("a user state of more than 20 MiB")
                .isEqualTo(BROKEN);
        assertThat(look("08 81 aa557365724d73674c656e ff"))
                .as("a negative length")
                .isEqualTo(BROKEN);
        assertThat(look("08 81 aa557365724d73674c656e c3")).as("no number").isEqualTo(BROKEN);
    }

    @Test
    void aLabelComesOnce() {
        assertThat(look("f4 01 61 f4")).isEqualTo(BROKEN);
        assertThat(look("f4 00 f4")).isEqualTo(BROKEN);
    }

    private static StreamFrame.State look(String hex) {
        byte[] stream = HexFormat.of().parseHex(hex.replace(" ", ""));
        return new StreamFrame().look(stream, stream.length);
    }
}
