package io.praetor.dns;

import static io.praetor.dns.DnsFixture.answers;
import static io.praetor.dns.DnsFixture.query;
import static io.praetor.dns.DnsFixture.server;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class UpstreamTest {
    private static final InetSocketAddress FIRST = server("203.0.113.1");
    private static final InetSocketAddress SECOND = server("203.0.113.2");

    private final List<InetSocketAddress> asked = new ArrayList<>();
    private final List<Boolean> reliably = new ArrayList<>();

    private DnsFixture with(boolean random, Answerer answerer) {
        DnsSettings old = DnsFixture.settings();
        DnsFixture dns = new DnsFixture(new DnsSettings(
                "consul",
                "",
                "dc1",
                "n1",
                old.ttls(),
                old.soa(),
                old.limits(),
                old.freshness(),
                old.content(),
                new DnsSettings.Recursion(List.of(FIRST, SECOND), random, Duration.ofSeconds(2))));
        dns.exchange = (to, packet, tcp, timeout, valid) -> {
            assertThat(timeout).hasSeconds(2);
            asked.add(to);
            reliably.add(tcp);
            byte[] answer = answerer.answer(to, new Message(packet)).toWire();
            if (!valid.test(answer)) {
                throw new IOException("no answer in time");
            }
            return answer;
        };
        return dns;
    }

    private interface Answerer {
        Message answer(InetSocketAddress server, Message query) throws IOException;
    }

    private static Message reply(Message query, int rcode, Record... records) {
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setRcode(rcode);
        reply.addRecord(query.getQuestion(), Section.QUESTION);
        for (Record record : records) {
            reply.addRecord(record, Section.ANSWER);
        }
        return reply;
    }

    private static Record address(Message query, String address) {
        return new ARecord(query.getQuestion().getName(), DClass.IN, 30, java.net.InetAddress.ofLiteral(address));
    }

    @Test
    void believesNothingAboutAQuestionThatEndsWithItsName() {
        byte[] query = {0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 'a', 0};
        byte[] answer = {0, 1, (byte) 0x81, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 'a', 0, 0, 0, 0, 0};

        assertThat(Upstream.isAnswerTo(query, answer)).isFalse();
    }

    @Test
    void passesOnWhatTheFirstSays() {
        DnsFixture dns = with(false, (_, query) -> reply(query, Rcode.NOERROR, address(query, "192.0.2.1")));
        Message query = query("www.Example.com", Type.A);

        Message answer = dns.ask(query, false);

        assertThat(answers(answer)).containsExactly("www.Example.com. 30 A 192.0.2.1");
        assertThat(answer.getHeader().getID()).isEqualTo(query.getHeader().getID());
        assertThat(asked).containsExactly(FIRST);
    }

    @Test
    void asksTheNextWhenOneFails() {
        DnsFixture dns = with(false, (to, query) -> {
            if (to.equals(FIRST)) {
                return reply(query, Rcode.REFUSED);
            }
            return reply(query, Rcode.NXDOMAIN);
        });

        assertThat(dns.ask("nope.example.com", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(asked).containsExactly(FIRST, SECOND);
    }

    @Test
    void failsWhenAllDo() {
        DnsFixture dns = with(false, (to, _) -> {
            throw new IOException("no way to " + to);
        });

        Message answer = dns.ask("www.example.com", Type.A);

        assertThat(answer.getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(answer.getHeader().getFlag(Flags.RA)).isTrue();
        assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
    }

    @Test
    void takesThemInAnyOrderIfToldTo() {
        DnsFixture dns = with(true, (_, query) -> reply(query, Rcode.NOERROR));
        Set<InetSocketAddress> firsts = new HashSet<>();

        for (int i = 0; i < 50; i++) {
            dns.ask("www.example.com", Type.A);
        }

        firsts.addAll(asked);
        assertThat(firsts).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    @Test
    void choosesAnIdOfItsOwn() {
        Set<Integer> ids = new HashSet<>();
        DnsFixture dns = with(false, (_, query) -> {
            ids.add(query.getHeader().getID());
            return reply(query, Rcode.NOERROR);
        });
        Message query = query("www.example.com", Type.A);

        for (int i = 0; i < 20; i++) {
            dns.ask(query, false);
        }

        assertThat(ids).hasSizeGreaterThan(15);
    }

    @Test
    void believesOnlyAnswersToItsQuestion() {
        byte[] query = query("www.example.com", Type.A).toWire();
        byte[] good = reply(parsed(query), Rcode.NOERROR).toWire();

        assertThat(Upstream.isAnswerTo(query, good)).isTrue();
        assertThat(Upstream.isAnswerTo(query, query)).as("no answer at all").isFalse();
        byte[] otherId = good.clone();
        otherId[0] ^= 1;
        assertThat(Upstream.isAnswerTo(query, otherId)).isFalse();
        byte[] otherName = good.clone();
        otherName[13] ^= 1;
        assertThat(Upstream.isAnswerTo(query, otherName)).isFalse();
        byte[] otherCase = good.clone();
        otherCase[13] ^= 0x20;
        assertThat(Upstream.isAnswerTo(query, otherCase)).isTrue();
        byte[] otherType = good.clone();
        otherType[otherType.length - 3] ^= 1;
        assertThat(Upstream.isAnswerTo(query, otherType)).isFalse();
        for (int length = 0; length < good.length; length++) {
            assertThat(Upstream.isAnswerTo(query, java.util.Arrays.copyOf(good, length)))
                    .isFalse();
        }
    }

    private static Message parsed(byte[] wire) {
        try {
            return new Message(wire);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void cutsWhatTheClientDoesNotTake() {
        DnsFixture dns = with(false, (_, query) -> {
            Message reply = reply(query, Rcode.NOERROR);
            for (int i = 0; i < 60; i++) {
                reply.addRecord(address(query, "192.0.2." + i), Section.ANSWER);
            }
            return reply;
        });

        Message answer = dns.ask("www.example.com", Type.A);

        assertThat(answer.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(answer.getSection(Section.ANSWER)).isEmpty();
        assertThat(dns.askTcp("www.example.com", Type.A).getSection(Section.ANSWER))
                .hasSize(60);
        assertThat(reliably).containsExactly(false, true);
    }

    @Test
    void followsForeignNamesOfServicesForTheirAddresses() throws IOException {
        Name www = Name.fromString("www.example.com.");
        DnsFixture dns = with(
                false,
                (_, query) -> reply(
                        query,
                        Rcode.NOERROR,
                        new CNAMERecord(query.getQuestion().getName(), DClass.IN, 30, www),
                        new ARecord(www, DClass.IN, 30, java.net.InetAddress.ofLiteral("192.0.2.1")),
                        new AAAARecord(www, DClass.IN, 30, java.net.InetAddress.ofLiteral("2001:db8::1"))));
        dns.instance("a", "10.0.0.1", "out", 443, ", \"Address\": \"cdn.example.com\"");

        Message answer = dns.ask("out.service.consul", Type.AAAA);

        assertThat(answers(answer))
                .containsExactly(
                        "cdn.example.com. 0 CNAME www.example.com.",
                        "out.service.consul. 0 CNAME cdn.example.com.",
                        "www.example.com. 0 A 192.0.2.1");
        assertThat(answers(dns.askTcp("out.service.consul", Type.AAAA))).hasSize(4);
        assertThat(answer.getHeader().getFlag(Flags.RA)).isTrue();
    }

    @Test
    void asksAgainOverTcpWhenAnAddressWasCutShort() {
        DnsFixture dns = with(false, (_, query) -> {
            Message reply = reply(query, Rcode.NOERROR);
            if (reliably.getLast()) {
                reply.addRecord(address(query, "192.0.2.1"), Section.ANSWER);
            } else {
                reply.getHeader().setFlag(Flags.TC);
            }
            return reply;
        });
        dns.instance("a", "cdn.example.com", "out", 443, "");

        assertThat(answers(dns.ask("out.service.consul", Type.A)))
                .containsExactly("cdn.example.com. 0 A 192.0.2.1", "out.service.consul. 0 CNAME cdn.example.com.");
        assertThat(reliably).containsExactly(false, true);
    }

    @Test
    void asksAboutAddressesNobodyHereHas() {
        DnsFixture dns = with(false, (_, query) -> reply(query, Rcode.NXDOMAIN));

        assertThat(dns.ask("1.2.0.192.in-addr.arpa", Type.PTR).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(asked).containsExactly(FIRST);
    }
}
