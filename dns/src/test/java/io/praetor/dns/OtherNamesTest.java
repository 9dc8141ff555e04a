package io.praetor.dns;

import static io.praetor.dns.DnsFixture.additional;
import static io.praetor.dns.DnsFixture.answers;
import static io.praetor.dns.DnsFixture.authority;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.server.acl.Viewer;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.HealthService;
import io.praetor.store.Watches;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.ClientSubnetOption;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class OtherNamesTest {
    private final DnsFixture dns = new DnsFixture();

    @Test
    void quotesMetadataAsRfc1464() {
        dns.register("""
                {"Datacenter": "dc1", "Node": "t", "Address": "10.0.0.1",
                 "NodeMeta": {"key": "value", "Rfc1035-x": "raw", "a=b": "x`y", "  pad ": "p"}}""");

        List<String> texts = List.of(
                "t.node.consul. 0 TXT \"` ` pad` =p\"",
                "t.node.consul. 0 TXT a`=b=x``y",
                "t.node.consul. 0 TXT key=value",
                "t.node.consul. 0 TXT raw");
        assertThat(answers(dns.askTcp("t.node.consul", Type.TXT))).isEqualTo(texts);
        assertThat(additional(dns.ask("t.node.consul", Type.A))).isEqualTo(texts);
        assertThat(answers(dns.askTcp("t.node.consul", Type.ANY))).hasSize(5);
    }

    @Test
    void splitsLongTexts() {
        dns.register("""
                {"Datacenter": "dc1", "Node": "t", "Address": "10.0.0.1", "NodeMeta": {"k": "%s"}}""".formatted("v".repeat(400)));

        assertThat(dns.askTcp("t.node.consul", Type.TXT)
                        .getSection(Section.ANSWER)
                        .getFirst()
                        .rdataToString())
                .isEqualTo("k=" + "v".repeat(253) + " " + "v".repeat(147));
    }

    @Test
    void leavesOutWhatHasNoName() {
        dns.instance("n".repeat(64), "10.0.0.1", "web", 80, "").instance("b", "10.0.0.2", "web", 80, "");

        assertThat(answers(dns.ask("web.service.consul", Type.SRV)))
                .containsExactly("web.service.consul. 0 SRV 1 1 80 b.node.dc1.consul.");
        assertThat(answers(dns.ask("web.service.consul", Type.A))).hasSize(2);
    }

    @Test
    void metadataDoesNotMakeAnswersTooLong() {
        StringBuilder meta = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            meta.append(i == 0 ? "" : ",").append("\"k%d\": \"%s\"".formatted(i, "v".repeat(500)));
        }
        dns.register("""
                {"Datacenter": "dc1", "Node": "t", "Address": "10.0.0.1", "NodeMeta": {%s}}""".formatted(meta));

        byte[] answer = dns.answer(DnsFixture.query("t.node.consul", Type.A).toWire(), false);

        assertThat(answer.length).isLessThanOrEqualTo(512);
    }

    @Test
    void namesWhatIsAtAnAddress() {
        dns.instance("a", "10.0.0.1", "web", 80, ", \"Address\": \"fd00::81\"");

        assertThat(answers(dns.ask("1.0.0.10.in-addr.arpa", Type.PTR)))
                .containsExactly("1.0.0.10.in-addr.arpa. 0 PTR a.node.dc1.consul.");
        assertThat(answers(
                        dns.ask("1.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa", Type.PTR)))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("PTR web.service.dc1.consul.");
        assertThat(dns.evaluations).as("one look at the catalog for all").hasValue(1);
        dns.instance("b", "10.0.0.2", "web", 80, "");
        assertThat(answers(dns.ask("2.0.0.10.in-addr.arpa", Type.PTR))).hasSize(1);
    }

    @Test
    void asksServersWhatIsAtAnAddressWhereThereIsNoState() {
        dns.state = false;
        dns.instance("a", "10.0.0.1", "web", 80, ", \"Address\": \"fd00::81\"");

        assertThat(answers(dns.ask("1.0.0.10.in-addr.arpa", Type.PTR)))
                .containsExactly("1.0.0.10.in-addr.arpa. 0 PTR a.node.dc1.consul.");
        assertThat(answers(
                        dns.ask("1.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa", Type.PTR)))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("PTR web.service.dc1.consul.");
        assertThat(dns.ask("3.0.0.10.in-addr.arpa", Type.PTR).getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(answers(dns.ask("web.service.consul", Type.SRV))).hasSize(1);
        assertThat(dns.waited).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "9.2.0.192.in-addr.arpa",
        "notrev.in-addr.arpa",
        "300.0.0.10.in-addr.arpa",
        "arpa",
        "+1.0.0.10.in-addr.arpa"
    })
    void hasNobodyToAskAboutOtherAddresses(String name) {
        Message answer = dns.ask(name, Type.PTR);

        assertThat(answer.getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(answer.getHeader().getFlag(Flags.RA)).isTrue();
        assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
    }

    @Test
    void namesItsServers() {
        for (int i = 0; i < 5; i++) {
            dns.instance("s" + i, "10.0.0." + i, "consul", 8300, "");
        }
        dns.instance("not_a_label", "10.0.0.9", "consul", 8300, "");

        Message servers = dns.ask("consul", Type.NS);
        Message start = dns.ask("x.consul", Type.SOA);

        assertThat(answers(servers)).hasSize(3).allMatch(text -> text.matches("consul. 0 NS s\\d.node.dc1.consul."));
        assertThat(additional(servers)).hasSize(3);
        assertThat(answers(start)).hasSize(1);
        assertThat(authority(start)).hasSize(3);
    }

    @Test
    void readsAddressesOutOfNames() {
        assertThat(answers(dns.ask("0A000001.addr.consul", Type.MX)))
                .containsExactly("0a000001.addr.consul. 0 A 10.0.0.1");
        assertThat(answers(dns.ask("00000000000000000000ffff0a000001.addr.consul", Type.AAAA)))
                .hasSize(1);
        assertThat(dns.ask("zz000001.addr.consul", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(dns.ask("0a0000.addr.consul", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
    }

    @Test
    void refusesTransfersAndOtherZones() {
        assertThat(dns.askTcp("consul", Type.AXFR).getRcode()).isEqualTo(Rcode.NOTIMP);
        Message other = dns.ask(DnsFixture.withEdns(DnsFixture.query("example.com", Type.A), 1232), false);
        assertThat(other.getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(other.getOPT()).isNull();
    }

    @Test
    void executesPreparedQueries() {
        dns.instance("a", "10.0.0.1", "db", 1, "").instance("b", "10.0.0.2", "db", 2, "");
        List<CheckServiceNode> nodes = new HealthService(
                        "db", HealthService.Kind.SERVICE, List.of(), false, Map.of(), "", Filter.NONE)
                .evaluate(dns.store.current(), Watches.NONE, Viewer.ALL)
                .value();
        dns.queries.put("q.x", new PreparedLookups.Found("db", nodes, "dc1", "25s"));
        dns.queries.put("empty", new PreparedLookups.Found("db", List.of(), "dc1", ""));
        dns.queries.put("odd", new PreparedLookups.Found("db", nodes, "dc1", "soon"));

        Message query = DnsFixture.query("Q.x.query.consul", Type.A);
        query.addRecord(
                new OPTRecord(1232, 0, 0, 0, new ClientSubnetOption(24, InetAddress.ofLiteral("198.51.100.0"))),
                Section.ADDITIONAL);
        Message answer = dns.ask(query, false);

        assertThat(answer.getSection(Section.ANSWER).stream().map(record -> record.rdataToString()))
                .as("in the order of the query")
                .containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(answer.getSection(Section.ANSWER).getFirst().getTTL()).isEqualTo(25);
        assertThat(subnet(answer).getScopePrefixLength()).isEqualTo(24);
        assertThat(dns.executed.getFirst().source()).isEqualTo(InetAddress.ofLiteral("198.51.100.0"));
        assertThat(dns.executed.getFirst().token()).isEqualTo("the-token");
        assertThat(dns.ask("empty.query.consul", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(dns.ask("nope.query.consul", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(dns.ask("q.x.query.dc9.consul", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(answers(dns.ask("odd.query.consul", Type.A)))
                .first()
                .asString()
                .contains(" 0 A ");
    }

    @Test
    void answersForEveryNetworkOtherwise() {
        dns.instance("a", "10.0.0.1", "db", 1, "");
        Message query = DnsFixture.query("db.service.consul", Type.A);
        query.addRecord(
                new OPTRecord(1400, 0, 0, 0, new ClientSubnetOption(24, InetAddress.ofLiteral("198.51.100.0"))),
                Section.ADDITIONAL);

        Message answer = dns.ask(query, false);

        assertThat(subnet(answer).getScopePrefixLength()).isZero();
        assertThat(subnet(answer).getSourcePrefixLength()).isEqualTo(24);
        assertThat(answer.getOPT().getPayloadSize()).isEqualTo(1400);
    }

    private static ClientSubnetOption subnet(Message message) {
        return (ClientSubnetOption)
                message.getOPT().getOptions(EDNSOption.Code.CLIENT_SUBNET).getFirst();
    }

    @Test
    void hasASecondNameForTheZone() {
        DnsSettings defaults = DnsFixture.settings();
        DnsFixture both = new DnsFixture(new DnsSettings(
                "consul.",
                "Alt.Test",
                "dc1",
                "n1",
                defaults.ttls(),
                defaults.soa(),
                defaults.limits(),
                defaults.freshness(),
                defaults.content(),
                defaults.recursion()));
        both.instance("a", "10.0.0.1", "web", 80, "");

        assertThat(answers(both.ask("web.service.alt.TEST", Type.SRV)))
                .containsExactly("web.service.alt.TEST. 0 SRV 1 1 80 a.node.dc1.consul.");
        assertThat(both.ask("test", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void countsHowLongAnswersTook() {
        dns.ask("x.node.consul", Type.A);
        dns.ask("1.0.0.10.in-addr.arpa", Type.PTR);

        assertThat(dns.timed).containsExactly("dns.domain_query n1", "dns.ptr_query n1");
    }
}
