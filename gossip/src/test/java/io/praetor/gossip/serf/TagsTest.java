package io.praetor.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.Bytes;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TagsTest {

    @Test
    void travelAsAMarkedMap() {
        Map<String, String> tags = Map.of("role", "web", "zone", "east");

        byte[] meta = Tags.encode(tags, 512);

        assertThat(HexFormat.of().formatHex(meta)).isEqualTo("ff82a4726f6c65a3776562a47a6f6e65a465617374");
        assertThat(Tags.decode(Bytes.of(meta))).isEqualTo(tags);
    }

    @Test
    void noneAreAnEmptyMap() {
        assertThat(Tags.encode(Map.of(), 512)).containsExactly(0xff, 0x80);
    }

    @Test
    void whatHasNoMarkIsTheRole() {
        assertThat(Tags.decode(Bytes.of("web"))).isEqualTo(Map.of("role", "web"));
        assertThat(Tags.decode(Bytes.EMPTY)).isEqualTo(Map.of("role", ""));
    }

    @Test
    void whatCannotBeReadIsNoTags() {
        assertThat(Tags.decode(Bytes.of(new byte[] {(byte) 0xff, (byte) 0x82, 1})))
                .isEmpty();
    }

    @Test
    void tooManyAreRefused() {
        Map<String, String> fits = Map.of("a", "x".repeat(505));
        Map<String, String> tooLong = Map.of("a", "x".repeat(506));

        assertThat(Tags.encode(fits, 512)).hasSize(512);
        assertThatThrownBy(() -> Tags.encode(tooLong, 512))
                .hasMessage("Encoded length of tags exceeds limit of 512 bytes");
    }
}
