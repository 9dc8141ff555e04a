package io.praetor.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IpTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"::", "::1", "fe80::1", "2001:db8::1:0:0:1", "1:2:3:4:5:6:7:8", "1::", "1:0:2::3", "10.0.0.1"})
    void printsTheShortestForm(String text) {
        assertThat(IpText.of(InetAddress.ofLiteral(text))).isEqualTo(text);
    }
}
