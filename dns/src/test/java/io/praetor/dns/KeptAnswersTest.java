package io.praetor.dns;

import static io.praetor.dns.DnsFixture.answers;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// When an answer is given again, and how old it may be.
class KeptAnswersTest {
    private final DnsFixture dns = new DnsFixture();

    @Test
    void looksAtTheCatalogOnceUntilItChanges() {
        dns.instance("a", "10.0.0.1", "web", 80, "");
        for (int i = 0; i < 5; i++) {
            dns.ask("web.service.consul", Type.A);
        }
        assertThat(dns.evaluations).hasValue(1);

        dns.instance("a", "10.0.0.1", "other", 80, "");
        dns.ask("web.service.consul", Type.A);
        assertThat(dns.evaluations).as("another service is no change").hasValue(1);

        dns.instance("b", "10.0.0.2", "web", 80, "");
        assertThat(answers(dns.ask("web.service.consul", Type.A))).hasSize(2);
        assertThat(dns.evaluations).hasValue(2);
    }

    @Test
    void noticesANewServiceAndALostOne() {
        assertThat(dns.ask("web.service.consul", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        dns.instance("a", "10.0.0.1", "web", 80, "");
        assertThat(dns.ask("web.service.consul", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);

        dns.register("""
                {"Datacenter": "dc1", "Node": "a", "Address": "10.0.0.1",
                 "Check": {"Node": "a", "CheckID": "c", "Status": "critical"}}""");

        assertThat(dns.ask("web.service.consul", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void otherSettingsBeginAnew() {
        dns.instance("a", "10.0.0.1", "web", 80, "");
        dns.ask("web.service.consul", Type.A);
        DnsSettings old = DnsFixture.settings();

        dns.responder.reconfigure(new DnsSettings(
                "example",
                "",
                "dc1",
                "n1",
                new DnsSettings.Ttls(Duration.ofSeconds(9), java.util.Map.of()),
                old.soa(),
                old.limits(),
                old.freshness(),
                old.content(),
                old.recursion()));

        assertThat(dns.ask("web.service.consul", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(answers(dns.ask("a.node.example", Type.A))).containsExactly("a.node.example. 9 A 10.0.0.1");
    }

    @Test
    void countsOldAnswersAndAsksTheLeaderForTooOldOnes() {
        dns.instance("a", "10.0.0.1", "web", 80, "");
        dns.lastContact = Duration.ofSeconds(6);

        assertThat(answers(dns.ask("web.service.consul", Type.A))).hasSize(1);
        assertThat(dns.stale).hasValue(1);

        dns.lastContact = Duration.ofDays(3750);
        dns.ask("web.service.consul", Type.A);
        assertThat(dns.stale).hasValue(1);
        assertThat(dns.waited.getLast().consistency()).isEqualTo(io.praetor.server.query.Consistency.DEFAULT);
    }

    @Test
    void failsWithoutALeaderIfOldAnswersAreNotAllowed() {
        DnsSettings old = DnsFixture.settings();
        DnsFixture strict = new DnsFixture(new DnsSettings(
                "consul",
                "",
                "dc1",
                "n1",
                old.ttls(),
                old.soa(),
                old.limits(),
                new DnsSettings.Freshness(false, Duration.ZERO),
                old.content(),
                old.recursion()));
        strict.instance("a", "10.0.0.1", "web", 80, "");
        assertThat(answers(strict.ask("web.service.consul", Type.A))).hasSize(1);

        strict.leader = false;

        assertThat(strict.ask("a.node.consul", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void keepsNoMoreThanItMay() {
        for (int i = 0; i < 3 * AnswerCache.MOST_ENTRIES; i++) {
            dns.ask("n" + i + ".service.consul", Type.A);
            dns.ask("hot.service.consul", Type.A);
        }
        int before = dns.evaluations.get();

        dns.ask("hot.service.consul", Type.A);

        assertThat(dns.responder.cached()).isLessThanOrEqualTo(2 * AnswerCache.MOST_ENTRIES);
        assertThat(dns.store.watchedCells()).isLessThanOrEqualTo(6 * AnswerCache.MOST_ENTRIES);
        assertThat(dns.evaluations).as("what is asked for often stays").hasValue(before);
        dns.responder.close();
        assertThat(dns.store.watchedCells()).isZero();
    }

    @Test
    void keepsNoHugeAnswers() {
        String texts = java.util.stream.IntStream.range(0, 60)
                .mapToObj(i -> "\"k" + i + "\": \"" + "v".repeat(500) + "\"")
                .collect(java.util.stream.Collectors.joining(", "));
        for (int i = 0; i < 150; i++) {
            dns.register("""
                    {"Datacenter": "dc1", "Node": "n%d", "Address": "10.0.0.%d", "NodeMeta": {%s},
                     "Service": {"ID": "s", "Service": "huge", "Port": 1}}""".formatted(i, i, texts));
        }

        dns.ask("huge.service.consul", Type.SRV);
        assertThat(dns.responder.cached()).isZero();
        dns.ask("huge.service.consul", Type.A);
        assertThat(dns.responder.cached()).isEqualTo(1);
    }

    @Test
    void answersAnyBytesOrNothing() throws IOException {
        dns.instance("a", "10.0.0.1", "web", 80, "").instance("b", "b.node.consul", "web", 81, "");
        Random random = new Random(7);
        List<byte[]> good = List.of(
                DnsFixture.withEdns(DnsFixture.query("web.service.consul", Type.SRV), 1232)
                        .toWire(),
                DnsFixture.query("1.0.0.10.in-addr.arpa", Type.PTR).toWire(),
                DnsFixture.query("_web._tcp.consul", Type.SRV).toWire());
        for (int i = 0; i < 20_000; i++) {
            byte[] packet = good.get(i % good.size()).clone();
            for (int flips = random.nextInt(6); flips > 0; flips--) {
                packet[random.nextInt(packet.length)] = (byte) random.nextInt();
            }
            byte[] answer = dns.answer(packet, i % 2 == 0);
            if (answer.length != 0) {
                Message message = new Message(answer);
                assertThat(message.getHeader().getID()).isEqualTo((packet[0] & 0xff) << 8 | (packet[1] & 0xff));
            }
        }
    }

    @Test
    void whatIsWrittenCanBeReadAndFits() throws IOException {
        Random random = new Random(11);
        for (int i = 0; i < 150; i++) {
            String address = random.nextInt(4) == 0
                    ? "fd00::" + Integer.toHexString(i + 1)
                    : random.nextInt(5) == 0 ? "h" + i + ".example.com" : "10.1.0." + i;
            dns.register("""
                    {"Datacenter": "dc1", "Node": "node-%d", "Address": "10.0.0.%d", "NodeMeta": {"k%d": "v"},
                     "Service": {"ID": "s%d", "Service": "big", "Port": %d, "Address": "%s"}}""".formatted(i, i, i, i, i + 1, random.nextBoolean() ? address : ""));
        }
        for (int i = 0; i < 2_000; i++) {
            int size = 512 + random.nextInt(8_000);
            int type = List.of(Type.A, Type.AAAA, Type.SRV, Type.ANY).get(i % 4);
            byte[] packet = DnsFixture.withEdns(DnsFixture.query("big.service.consul", type), size)
                    .toWire();

            byte[] answer = dns.answer(packet, false);

            assertThat(answer.length).isLessThanOrEqualTo(size);
            Message message = new Message(answer);
            assertThat(message.getSection(Section.ANSWER)).isNotEmpty();
            if (type == Type.SRV) {
                message.getSection(Section.ANSWER)
                        .forEach(record -> assertThat(record.getTTL()).isZero());
            }
        }
    }
}
