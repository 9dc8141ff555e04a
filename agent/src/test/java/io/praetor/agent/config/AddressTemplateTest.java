package io.praetor.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressTemplateTest {
    private final AddressTemplate template = new AddressTemplate(new TestMachine(
            "lo 127.0.0.1/8",
            "lo ::1/128",
            "eth0 10.0.0.5/24",
            "eth0 fe80::5/64",
            "eth0 2600::5/64",
            "eth1 192.168.7.1/16",
            "eth2 8.8.4.4/32"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "127.0.0.1~127.0.0.1",
                "{{ GetPrivateIP }}~10.0.0.5",
                "{{GetPrivateIPs}}~192.168.7.1 10.0.0.5",
                "{{ GetPrivateInterfaces | join \"name\" \" \" }}~eth0 eth1",
                "{{ GetPublicIP }}~2600::5",
                "{{ GetPublicIPs }}~8.8.4.4 2600::5",
                "{{ GetPublicInterfaces | include \"type\" \"ipv4\" | attr \"name\" }}~eth2",
                "{{ GetInterfaceIP \"eth1\" }}~192.168.7.1",
                "{{ GetInterfaceIP \"none\" }}~''",
                "{{ GetInterfaceIPs \"eth0\" }}~10.0.0.5 fe80::5 2600::5",
                "{{ GetInterfaceIPs `eth[12]` }}~192.168.7.1 8.8.4.4",
                "{{ GetAllInterfaces | include \"name\" \"^eth\" | include \"type\" \"ipv4\" | join \"address\" \" \""
                        + " }}~10.0.0.5 192.168.7.1 8.8.4.4",
                "{{ GetAllInterfaces | exclude \"flags\" \"loopback\" | exclude \"type\" \"ipv6\" | sort \"-address\""
                        + " | limit 1 | attr \"address\" }}~192.168.7.1",
                "{{ GetAllInterfaces | include \"network\" \"10.0.0.0/8|8.0.0.0/8\" | join \"name\" \",\" }}~eth0,eth2",
                "{{ GetAllInterfaces | include \"rfc\" \"1918\" | offset 1 | attr \"mask_bits\" }}~16",
                "{{ GetAllInterfaces | include \"rfc\" \"1918\" | offset -1 | attr \"size\" }}~65536",
                "{{ GetAllInterfaces | include \"address\" \"^8\\\\.\" | attr \"network\" }}~8.8.4.4",
                "{{ GetAllInterfaces | include \"flag\" \"forwardable|up\" | exclude \"size\" \"/24\" | sort"
                        + " \"private,size\" | join \"address\" \" \" }}~192.168.7.1 8.8.4.4 2600::5",
                "{{ GetAllInterfaces | include \"port\" \"^0$\" | limit 1 | attr \"name\" }}~lo",
                "{{ GetAllInterfaces | unique \"name\" | join \"name\" \",\" }}~lo,eth0,eth1,eth2",
                "{{ GetAllInterfaces | sort \"default,-type\" | attr \"address\" }}~fe80::5",
                "{{ GetDefaultInterfaces | include \"type\" \"ipv4\" | join \"address\" \" \" }} ::1~10.0.0.5 ::1",
                "{{ GetDefaultInterfaces | limit 1 | math \"address\" \"+2\" | attr \"address\" }}~10.0.0.7",
                "{{ GetDefaultInterfaces | limit 1 | math \"address\" \"-6\" | attr \"address\" }}~9.255.255.255",
                "{{ GetDefaultInterfaces | limit 1 | math \"network\" \"+2\" | attr \"address\" }}~10.0.0.2",
                "{{ GetDefaultInterfaces | limit 1 | math \"network\" \"-1\" | attr \"address\" }}~10.0.0.255",
                "{{ GetDefaultInterfaces | limit 1 | math \"network\" \"+257\" | attr \"address\" }}~10.0.0.1",
                "{{ GetInterfaceIPs \"eth1\" }}{{ GetAllInterfaces | include \"name\" \"eth1\" | math \"mask\" \"8\" |"
                        + " attr \"string\" }}~192.168.7.1192.0.0.0/8",
                "{{ GetPrivateIP | printf \"%s:8301\" }}~10.0.0.5:8301",
                "{{ printf \"%s:%d %q %v%% %x\" GetPrivateIP 8301 \"a\" true 255 }}~10.0.0.5:8301 \"a\" true% ff",
                "{{ printf \"|%4d|%-4d|%04d\" 7 7 7 }}~|   7|7   |0007",
                "{{ (GetAllInterfaces | include \"name\" \"eth1\") | attr \"address\" }}~192.168.7.1",
                "{{ include \"name\" \"eth1\" GetAllInterfaces | attr \"first_usable\" }}~192.168.0.1",
                "{{ GetAllInterfaces | include \"name\" \"eth1\" | attr \"last_usable\" }}~192.168.255.254",
                "{{ GetAllInterfaces | include \"name\" \"eth1\" | attr \"broadcast\" }}~192.168.255.255",
                "{{ GetAllInterfaces | include \"name\" \"eth1\" | attr \"netmask\" }}~255.255.0.0",
                "{{ GetAllInterfaces | include \"name\" \"eth1\" | attr \"hex\" }}~c0a80701",
                "{{ GetAllInterfaces | include \"name\" \"eth1\" | attr \"octets\" }}~192 168 7 1",
                "{{ GetAllInterfaces | include \"name\" \"eth1\" | attr \"uint32\" }}~3232237313",
                "{{ GetAllInterfaces | include \"name\" \"eth1\" | attr \"type\" }}~IPv4",
                "a {{- /* nothing */ -}} b~ab",
                "{{ print \"a\" 1 }}~a1",
            })
    void answersWithTheMachinesAddresses(String text, String expected) throws ConfigException {
        assertThat(template.expand(text)).isEqualTo(expected.equals("''") ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "{{ GetNothing }}~function \"GetNothing\" not defined",
                "{{ GetAllInterfaces | include \"name\" \"(\" }}~invalid regular expression \"(\": Unclosed group",
                "{{ GetPrivateIP~unclosed action",
                "{{ }}~missing value for command",
                "{{ GetPrivateIP | }}~missing value for command",
                "{{ GetPrivateIP | \"x\" }}~unexpected \"\"\"",
                "{{ (GetPrivateIP }}~unclosed left paren",
                "{{ \"x }}~unterminated quoted string",
                "{{ \"\\z\" }}~unknown escape sequence in quoted string",
                "{{ `x }}~unterminated raw quoted string",
                "{{ 12x }}~bad number syntax: \"12x\"",
                "{{/* x }}~unclosed comment",
                "{{ GetAllInterfaces | limit }}~wrong number of args for limit: want 2 got 1",
                "{{ GetAllInterfaces | limit \"1\" }}~argument 1 of limit must be a number",
                "{{ GetPrivateIP \"x\" }}~wrong number of args for GetPrivateIP: want 0 got 1",
                "{{ GetPrivateIP | attr \"address\" }}~attr expects addresses",
                "{{ GetAllInterfaces | attr \"colour\" }}~unsupported attribute name \"colour\"",
                "{{ GetAllInterfaces | include \"colour\" \"x\" }}~invalid filter \"colour\"",
                "{{ GetAllInterfaces | include \"type\" \"x\" }}~unsupported type \"x\"",
                "{{ GetAllInterfaces | include \"flag\" \"x\" }}~unsupported interface flag \"x\"",
                "{{ GetAllInterfaces | include \"rfc\" \"1\" }}~unsupported RFC \"1\"",
                "{{ GetAllInterfaces | include \"network\" \"x\" }}~invalid cidr: x",
                "{{ GetAllInterfaces | include \"size\" \"x\" }}~\"x\" is not a number of bits",
                "{{ GetAllInterfaces | sort \"x\" }}~unknown sort type: \"x\"",
                "{{ GetAllInterfaces | math \"x\" \"+1\" }}~unsupported math operation \"x\"",
                "{{ GetAllInterfaces | math \"network\" \"1\" }}~\"1\" is not a number with a sign, as network needs it",
                "{{ printf \"%d\" \"x\" }}~printf cannot show \"x\" with %d",
                "{{ printf \"%z\" \"x\" }}~printf knows no verb \"%z\"",
                "{{ printf \"x\" 1 }}~printf has more arguments than verbs",
            })
    void refusesWhatItDoesNotKnow(String text, String reason) {
        assertThatThrownBy(() -> template.expand(text))
                .isInstanceOf(ConfigException.class)
                .hasMessage(reason);
    }

    @Test
    void survivesAnyText() {
        List<String> pieces = List.of(
                "{{",
                "}}",
                " ",
                "|",
                "(",
                ")",
                "\"",
                "`",
                "\\",
                "-",
                "1",
                "GetAllInterfaces",
                "GetPrivateIP",
                "include",
                "sort",
                "limit",
                "math",
                "attr",
                "join",
                "printf",
                "\"name\"",
                "\"+1\"",
                "\"%s\"",
                "/*",
                "*/",
                "\"network\"",
                "\"address\"",
                "x",
                "\n",
                "é",
                "99999999999999999999");
        Random random = new Random(20261127);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder("{{");
            for (int j = random.nextInt(12); j >= 0; j--) {
                text.append(pieces.get(random.nextInt(pieces.size()))).append(random.nextBoolean() ? " " : "");
            }
            text.append("}}");
            try {
                assertThat(template.expand(text.toString())).isNotNull();
            } catch (ConfigException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void doesNotNestWithoutEnd() {
        assertThatThrownBy(() -> template.expand("{{" + "(".repeat(100_000) + "}}"))
                .hasMessage("more than 32 parentheses within each other");
    }

    @Test
    void findsTheInterfaceOfTheDefaultRouteInTheKernelsTables() {
        List<String> v4 = List.of(
                "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT",
                "eth1\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0   ",
                "eth2\t00000000\t010200C0\t0003\t0\t0\t50\t00000000\t0\t0\t0",
                "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0");
        String unreachable = "00000000000000000000000000000000 00 00000000000000000000000000000000 00"
                + " 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo";
        List<String> v6 = List.of(
                unreachable,
                "fd000000000000000000000000000000 40 00000000000000000000000000000000 00"
                        + " 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth7",
                "00000000000000000000000000000000 00 00000000000000000000000000000000 00"
                        + " fd000000000000000000000000000001 00000400 00000002 00000000 00000003     eth8");

        assertThat(Routes.defaultInterface(v4, v6)).isEqualTo("eth2");
        assertThat(Routes.defaultInterface(List.of(), v6)).isEqualTo("eth8");
        assertThat(Routes.defaultInterface(List.of(), List.of(unreachable))).isEmpty();
    }
}
