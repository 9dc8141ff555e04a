package io.praetor.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @ParameterizedTest
    @ValueSource(strings = {"::1", "10.0.0.1", "1:2:3:4:5:6:7:8"})
    void readsWhatItPrints(String text) {
        assertThat(IpText.of(IpText.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10", "10.1", "10.0.0", "10.0.0.256", "fe80::1%1", "localhost", "1::2::3", "0x7f.0.0.1"})
    void refusesWhatOnlyTheJdkTakesForAnAddress(String text) {
        assertThatThrownBy(() -> IpText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" is not an IP address");
    }
}
