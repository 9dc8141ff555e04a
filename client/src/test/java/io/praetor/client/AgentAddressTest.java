package io.praetor.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.client.AgentAddress.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8500,          HTTP,  127.0.0.1, 8500, ''",
        "localhost,               HTTP,  localhost, 80,   ''",
        "http://a:1/,             HTTP,  a,         1,    ''",
        "http://a:1/consul/,      HTTP,  a,         1,    /consul",
        "https://a,               HTTPS, a,         443,  ''",
        "[::1]:8500,              HTTP,  ::1,       8500, ''",
        "https://[fe80::1],       HTTPS, fe80::1,   443,  ''",
        "unix:///run/consul.sock, UNIX,  /run/consul.sock, 0, ''",
        ":8500,                   HTTP,  127.0.0.1, 8500, ''",
    })
    void readsWhatTheVariableMayHold(String text, Scheme scheme, String host, int port, String prefix) {
        assertThat(AgentAddress.parse(text, false)).isEqualTo(new AgentAddress(scheme, host, port, prefix));
    }

    @Test
    void neverTurnsOffATlsThatWasAskedFor() {
        assertThat(AgentAddress.parse("http://a:1", true).scheme()).isEqualTo(Scheme.HTTPS);
        assertThat(AgentAddress.parse("a:1", true).scheme()).isEqualTo(Scheme.HTTPS);
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://x, Unknown protocol scheme: ftp",
        "a:b, 'invalid port in address \"a:b\", expected host:port'",
        "a:70000, 'invalid port in address \"a:70000\", expected host:port'"
    })
    void refusesEverythingElse(String text, String message) {
        assertThatThrownBy(() -> AgentAddress.parse(text, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
