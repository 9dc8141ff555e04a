package io.praetor.model.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.Bytes;
import io.praetor.model.codec.DecodeException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `gossip-serf.md` §11.4.
class UserEventPayloadTest {
    /// From the recorded message of a LAN.
    private static final String RECORDED =
            "85a24944d92430616339333062612d623537362d646237652d343164642d316330313165623437323831a16ea66465706c6f79"
                    + "a26e66a22e2aa170c40965767061796c6f6164a17601";

    private static final UserEvent EVENT =
            new UserEvent("0ac930ba-b576-db7e-41dd-1c011eb47281", "deploy", Bytes.of("evpayload"), ".*", "", "", 1, 7);

    @Test
    void hasTheBytesThatTheOriginalSent() throws DecodeException {
        byte[] recorded = HexFormat.of().parseHex(RECORDED);

        assertThat(UserEventPayload.encode(EVENT)).isEqualTo(recorded);
        assertThat(UserEventPayload.decode(recorded, 7)).isEqualTo(EVENT);
    }

    @Test
    void leavesOutWhatIsEmpty() throws DecodeException {
        UserEvent bare = new UserEvent("", "n", null, "", "", "", 1, 0);

        assertThat(HexFormat.of().formatHex(UserEventPayload.encode(bare))).isEqualTo("83a24944a0a16ea16ea17601");
        assertThat(UserEventPayload.decode(UserEventPayload.encode(bare), 0)).isEqualTo(bare);
    }

    @Test
    void carriesLongTextsAndPayloads() throws DecodeException {
        String text = "x".repeat(300);
        UserEvent event = new UserEvent(text, text, Bytes.of(text), text, text, text, 1, 9);

        assertThat(UserEventPayload.decode(UserEventPayload.encode(event), 9)).isEqualTo(event);
        UserEvent huge = new UserEvent("", "n", Bytes.of(new byte[1 << 16]), "", "", "", 1, 0);
        assertThatThrownBy(() -> UserEventPayload.encode(huge)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void refusesOrReadsAnyBytes(long seed) {
        Random random = new Random(seed);
        byte[] good = HexFormat.of().parseHex(RECORDED);
        for (int i = 0; i < 5_000; i++) {
            byte[] bad = good.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(UserEventPayload.decode(bad, 1)).isNotNull();
            } catch (DecodeException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }
}
