package io.praetor.agent.enrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Random RANDOM = new Random(7);

    private final List<Duration> pauses = new ArrayList<>();
    private final List<InetSocketAddress> asked = new ArrayList<>();

    private static InetAddress[] lookUp(String host) throws IOException {
        return switch (host) {
            case "servers.example" ->
                new InetAddress[] {InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("10.0.0.2")};
            case "10.0.0.2", "fe80::1" -> new InetAddress[] {InetAddress.ofLiteral(host)};
            default -> throw new UnknownHostException(host);
        };
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    private Rounds rounds(List<InetSocketAddress> servers) {
        return new Rounds("auto-encrypt", () -> servers, pauses::add, RANDOM);
    }

    @Test
    void asksOneServerAfterTheOtherRoundAfterRound() throws Exception {
        List<InetSocketAddress> servers = List.of(at("10.0.0.1", 1), at("10.0.0.2", 1));

        String answer = rounds(servers).untilAnswered(server -> {
            asked.add(server);
            if (asked.size() < 6) {
                throw new IOException("not now");
            }
            return "yes";
        });

        assertThat(answer).isEqualTo("yes");
        assertThat(asked).hasSize(6).startsWith(servers.get(0), servers.get(1), servers.get(0));
        assertThat(pauses).hasSize(2);
    }

    @Test
    void waitsLongerEachTimeUpToTenMinutesAndAQuarter() throws Exception {
        int[] left = {15};
        var _ = rounds(List.of(at("10.0.0.1", 1))).untilAnswered(_ -> {
            if (left[0]-- > 0) {
                throw new IOException("no");
            }
            return "yes";
        });

        assertThat(pauses).hasSize(15);
        for (int i = 0; i < pauses.size(); i++) {
            Duration base = Duration.ofSeconds(Math.min(600, 1L << Math.min(i, 20)));
            assertThat(pauses.get(i)).isBetween(base, base.multipliedBy(5).dividedBy(4));
        }
    }

    @Test
    void withoutServersItGoesOnLooking() throws Exception {
        List<InetSocketAddress> found = new ArrayList<>();
        Rounds rounds = new Rounds(
                "auto-config",
                () -> List.copyOf(found),
                pause -> {
                    pauses.add(pause);
                    found.add(at("10.0.0.1", 1));
                },
                RANDOM);

        assertThat(rounds.<String>once(_ -> "yes")).isNull();
        assertThat(rounds.<String>untilAnswered(_ -> "yes")).isEqualTo("yes");
        assertThat(pauses).hasSize(1);
    }

    @Test
    void gossipPortsDoNotCountAndServerPortsDo() {
        List<String> hosts = List.of("servers.example:8301", "10.0.0.2", "nobody.example", "[fe80::1]:9", "fe80::1");

        assertThat(new ServerAddresses(hosts, 8300, false, RoundsTest::lookUp).now())
                .containsExactly(at("10.0.0.1", 8300), at("10.0.0.2", 8300), at("fe80::1", 8300));
        assertThat(new ServerAddresses(hosts, 8300, true, RoundsTest::lookUp).now())
                .containsExactly(
                        at("10.0.0.1", 8301),
                        at("10.0.0.2", 8301),
                        at("10.0.0.2", 8300),
                        at("fe80::1", 9),
                        at("fe80::1", 8300));
    }
}
