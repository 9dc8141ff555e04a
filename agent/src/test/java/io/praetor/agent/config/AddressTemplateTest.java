package io.praetor.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressTemplateTest {
    private final AddressTemplate template = new AddressTemplate(new TestMachine(
            "lo 127.0.0.1/8",
            "lo ::1/128",
            "eth0 10.0.0.5/24",
            "eth0 fe80::5/64",
            "eth1 192.168.7.1/16",
            "eth2 8.8.4.4/32"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "127.0.0.1~127.0.0.1",
                "{{ GetPrivateIP }}~10.0.0.5",
                "{{GetPrivateIPs}}~10.0.0.5",
                "{{ GetInterfaceIP \"eth1\" }}~192.168.7.1",
                "{{ GetInterfaceIPs \"eth0\" }}~10.0.0.5 fe80::5",
                "{{ GetAllInterfaces | include \"name\" \"^eth\" | include \"type\" \"ipv4\" | join \"address\" \" \""
                        + " }}~10.0.0.5 192.168.7.1 8.8.4.4",
                "{{ GetAllInterfaces | exclude \"flags\" \"loopback\" | exclude \"type\" \"ipv6\" | sort \"-address\""
                        + " | limit 1 | attr \"address\" }}~192.168.7.1",
                "{{ GetAllInterfaces | include \"network\" \"10.0.0.0/8\" | attr \"name\" }}~eth0",
                "{{ GetAllInterfaces | include \"rfc\" \"1918\" | offset 1 | attr \"size\" }}~16",
                "{{ GetAllInterfaces | unique \"name\" | join \"name\" \",\" }}~lo,eth0,eth1,eth2",
                "{{ GetDefaultInterfaces | include \"type\" \"ipv4\" | join \"address\" \" \" }} ::1~10.0.0.5 ::1",
            })
    void answersWithTheMachinesAddresses(String text, String expected) throws ConfigException {
        assertThat(template.expand(text)).isEqualTo(expected);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> template.expand("{{ GetNothing }}")).hasMessage("function \"GetNothing\" not defined");
        assertThatThrownBy(() -> template.expand("{{ GetAllInterfaces | include \"name\" \"(\" }}"))
                .hasMessageContaining("invalid regular expression");
        assertThatThrownBy(() -> template.expand("{{ GetPrivateIP")).hasMessage("unclosed action");
        assertThatThrownBy(() -> template.expand("{{ GetAllInterfaces | limit }}"))
                .hasMessage("\"limit\" needs 1 argument(s)");
    }
}
