package io.praetor.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.AgentFlags;
import io.praetor.agent.config.ConfigLoader;
import io.praetor.agent.config.Machine;
import io.praetor.dns.DnsSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DnsDoorTest {
    private static AgentConfig config(String hcl) throws Exception {
        List<String> arguments = List.of("-dev", "-node=n1", "-hcl=" + hcl);
        return new ConfigLoader(Machine.LOCAL)
                .load(AgentFlags.parse(arguments).sources())
                .config();
    }

    private static DnsSettings settings(String hcl) throws Exception {
        return new DnsDoor(config(hcl)).settings();
    }

    @Test
    void hasTheOriginalsDefaults() throws Exception {
        assertThat(settings("")).isEqualTo(DnsSettings.of("dc1", "n1"));
    }

    @Test
    void takesEverySettingOver() throws Exception {
        DnsSettings settings = settings("""
                domain = "Example." alt_domain = "alt.test" translate_wan_addrs = true
                recursors = ["192.0.2.1"]
                dns_config {
                  recursor_strategy = "random"
                  node_ttl = "15s" service_ttl { "*" = "5s" } allow_stale = false max_stale = "7s"
                  only_passing = true enable_truncate = true disable_compression = true udp_answer_limit = 5
                  a_record_limit = 4 recursor_timeout = "3s" enable_additional_node_meta_txt = false
                  soa { refresh = 1 retry = 2 expire = 3 min_ttl = 4 }
                }""");

        assertThat(settings)
                .isEqualTo(new DnsSettings(
                        "example",
                        "alt.test",
                        "dc1",
                        "n1",
                        new DnsSettings.Ttls(Duration.ofSeconds(15), Map.of("*", Duration.ofSeconds(5))),
                        new DnsSettings.Soa(1, 2, 3, 4),
                        new DnsSettings.Limits(5, 4, true, false),
                        new DnsSettings.Freshness(false, Duration.ofSeconds(7)),
                        new DnsSettings.Content(true, false, true),
                        new DnsSettings.Recursion(
                                List.of(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 53)),
                                true,
                                Duration.ofSeconds(3))));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, 53",
        "192.0.2.1:5353, 192.0.2.1, 5353",
        "2001:db8::1, 2001:db8::1, 53",
        "[2001:db8::1], 2001:db8::1, 53",
        "[2001:db8::1]:5353, 2001:db8::1, 5353"
    })
    void readsRecursors(String text, String address, int port) throws Exception {
        assertThat(settings("recursors = [\"" + text + "\"]").recursion().servers())
                .containsExactly(new InetSocketAddress(InetAddress.ofLiteral(address), port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recursors = [\"192.0.2.1:dns\"]",
                "recursors = [\"192.0.2.1:70000\"]",
                "domain = \"a..b\"",
                "alt_domain = \"a..b\""
            })
    void refusesWhatNobodyCouldAnswerWith(String hcl) throws Exception {
        DnsDoor door = new DnsDoor(config(hcl));

        assertThatThrownBy(door::probe)
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("Failed to start DNS server: ");
    }
}
