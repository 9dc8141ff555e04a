package io.praetor.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AdviceTest {
    @Test
    void tellsWhatToChangeForEachRefusal() {
        assertThat(Advice.on("No installed keys could decrypt the message")).contains("keys differ");
        assertThat(Advice.on("Encryption is configured but remote state is not encrypted"))
                .contains("on both");
        assertThat(Advice.on("Remote state is encrypted and encryption is not configured"))
                .contains("on both");
        assertThat(Advice.on("Member 'a' part of wrong datacenter 'dc2'")).contains("\"datacenter\"");
        assertThat(Advice.on("Member 'a' has conflicting node ID 'x' with member 'b'"))
                .contains("node-id");
    }

    @Test
    void hasNothingToSayOfOtherReasons() {
        assertThat(Advice.on("connection refused")).isNull();
        assertThat(Advice.on(null)).isNull();
    }
}
