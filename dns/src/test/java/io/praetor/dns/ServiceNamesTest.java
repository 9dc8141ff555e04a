package io.praetor.dns;

import static io.praetor.dns.DnsFixture.additional;
import static io.praetor.dns.DnsFixture.answers;
import static io.praetor.dns.DnsFixture.authority;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class ServiceNamesTest {
    private static final String SOA = "consul. 0 SOA ns.consul. hostmaster.consul. 1600000000 3600 600 86400 0";

    private final DnsFixture dns = new DnsFixture();

    @Test
    void answersAddressesOfHealthyInstances() {
        dns.instance("a", "10.0.0.1", "web", 80, "").instance("b", "10.0.0.2", "web", 80, "");
        dns.register("""
                {"Datacenter": "dc1", "Node": "b", "Address": "10.0.0.2",
                 "Check": {"Node": "b", "CheckID": "c", "Status": "critical"}}""");

        Message answer = dns.ask("web.service.consul", Type.A);

        assertThat(answers(answer)).containsExactly("web.service.consul. 0 A 10.0.0.1");
        assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(answer.getHeader().getFlag(Flags.RA)).isFalse();
    }

    @Test
    void echoesTheSpellingOfTheQuestion() {
        dns.instance("a", "10.0.0.1", "web", 80, "");

        assertThat(answers(dns.ask("WEB.Service.CONSUL", Type.A))).containsExactly("WEB.Service.CONSUL. 0 A 10.0.0.1");
        assertThat(answers(dns.ask("web.service.consul", Type.A))).containsExactly("web.service.consul. 0 A 10.0.0.1");
        assertThat(dns.evaluations).as("one answer for both").hasValue(1);
    }

    @Test
    void weighsServersByTheirHealth() {
        dns.instance("a", "10.0.0.1", "web", 80, ", \"Weights\": {\"Passing\": 7, \"Warning\": 2}");
        dns.instance("b", "10.0.0.2", "web", 81, ", \"Weights\": {\"Passing\": 7, \"Warning\": 2}");
        dns.register("""
                {"Datacenter": "dc1", "Node": "b", "Address": "10.0.0.2",
                 "Check": {"Node": "b", "CheckID": "c", "Status": "warning"}}""");

        Message answer = dns.ask("web.service.consul", Type.SRV);

        assertThat(answers(answer))
                .containsExactly(
                        "web.service.consul. 0 SRV 1 2 81 b.node.dc1.consul.",
                        "web.service.consul. 0 SRV 1 7 80 a.node.dc1.consul.");
        assertThat(additional(answer))
                .containsExactly("a.node.dc1.consul. 0 A 10.0.0.1", "b.node.dc1.consul. 0 A 10.0.0.2");
    }

    @Test
    void leavesWarningsOutIfOnlyPassingInstancesCount() {
        DnsSettings defaults = DnsFixture.settings();
        DnsFixture strict =
                new DnsFixture(with(defaults, defaults.limits(), new DnsSettings.Content(true, true, false)));
        strict.instance("a", "10.0.0.1", "web", 80, "");
        strict.register("""
                {"Datacenter": "dc1", "Node": "a", "Address": "10.0.0.1",
                 "Check": {"Node": "a", "CheckID": "c", "Status": "warning"}}""");

        assertThat(strict.ask("web.service.consul", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void spellsTheAddressOfAServiceAsItsTarget() {
        dns.instance("a", "10.0.0.1", "web", 80, ", \"Address\": \"fe80::1\"");

        Message answer = dns.ask("web.service.consul", Type.SRV);

        assertThat(answers(answer))
                .containsExactly("web.service.consul. 0 SRV 1 1 80 fe800000000000000000000000000001.addr.dc1.consul.");
        assertThat(additional(answer))
                .containsExactly("fe800000000000000000000000000001.addr.dc1.consul. 0 AAAA fe80:0:0:0:0:0:0:1");
    }

    @Test
    void givesNoSecondCanonicalName() {
        for (int i = 0; i < 5; i++) {
            dns.instance("n" + i, "10.0.0." + i, "cn", 80, ", \"Address\": \"host" + i + ".example.com\"");
        }

        assertThat(answers(dns.ask("cn.service.consul", Type.A))).hasSize(1);
        assertThat(answers(dns.ask("cn.service.consul", Type.SRV)))
                .as("which a UDP client without EDNS gets three of")
                .hasSize(3);
    }

    @Test
    void prefersAddressesToNames() {
        dns.instance("a", "10.0.0.1", "api", 81, "")
                .instance("b", "10.0.0.2", "api", 82, ", \"Address\": \"www.example.com\"");

        assertThat(answers(dns.ask("api.service.consul", Type.A))).containsExactly("api.service.consul. 0 A 10.0.0.1");
        assertThat(answers(dns.ask("api.service.consul", Type.AAAA)))
                .containsExactly("api.service.consul. 0 CNAME www.example.com.");
    }

    @Test
    void followsNamesOfOurOwnAndStopsInLoops() {
        dns.instance("a", "10.0.0.1", "db", 1, "");
        dns.instance("a", "10.0.0.1", "alias", 2, ", \"Address\": \"db.service.consul\"");
        dns.instance("a", "10.0.0.1", "self", 3, ", \"Address\": \"self.service.consul\"");
        dns.instance("a", "10.0.0.1", "loop1", 4, ", \"Address\": \"loop2.service.consul\"");
        dns.instance("a", "10.0.0.1", "loop2", 5, ", \"Address\": \"loop1.service.consul\"");

        assertThat(answers(dns.ask("alias.service.consul", Type.A)))
                .containsExactly("alias.service.consul. 0 CNAME db.service.consul.", "db.service.consul. 0 A 10.0.0.1");
        assertThat(answers(dns.ask("self.service.consul", Type.A)))
                .containsExactly("self.service.consul. 0 A 10.0.0.1");
        assertThat(answers(dns.askTcp("loop1.service.consul", Type.A))).hasSize(4);
    }

    @Test
    void anAliasIsAnsweredAnewWhenItsTargetChanges() {
        dns.instance("a", "10.0.0.1", "db", 1, "");
        dns.instance("a", "10.0.0.1", "alias", 2, ", \"Address\": \"db.service.consul\"");
        dns.ask("alias.service.consul", Type.A);

        dns.instance("b", "10.0.0.2", "db", 1, "");

        assertThat(answers(dns.ask("alias.service.consul", Type.A))).contains("db.service.consul. 0 A 10.0.0.2");
    }

    @Test
    void manyLoopsCostLittle() {
        for (int i = 0; i < 200; i++) {
            dns.instance("n" + i, "10.0.1." + i, "maze", i + 1, ", \"Address\": \"x" + i + ".maze.service.consul\"");
        }

        Message answer = dns.askTcp("maze.service.consul", Type.SRV);

        assertThat(answer.getSection(Section.ANSWER)).hasSize(200);
        assertThat(dns.evaluations.get()).isLessThan(100);
    }

    @Test
    void anUnknownNameIsNoNameAndAnEmptyAnswerIsNone() {
        dns.instance("a", "10.0.0.1", "web", 80, "");

        Message unknown = dns.ask("nope.service.consul", Type.A);
        Message empty = dns.ask("web.service.consul", Type.AAAA);

        assertThat(unknown.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(authority(unknown)).containsExactly(SOA);
        assertThat(empty.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(authority(empty)).containsExactly(SOA);
        assertThat(dns.ask("web.service.dc9.consul", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void limitsAnswersByTheClientsRoom() {
        for (int i = 0; i < 120; i++) {
            dns.instance("n" + i, "10.9.0." + (i + 1), "many", 1000 + i, "");
        }

        assertThat(answers(dns.ask("many.service.consul", Type.A))).hasSize(3);
        assertThat(answers(dns.ask(DnsFixture.withEdns(DnsFixture.query("many.service.consul", Type.A), 512), false)))
                .hasSize(3);
        assertThat(answers(dns.ask(DnsFixture.withEdns(DnsFixture.query("many.service.consul", Type.A), 4096), false)))
                .hasSize(120);
        assertThat(answers(dns.askTcp("many.service.consul", Type.SRV))).hasSize(120);
        byte[] some = dns.answer(
                DnsFixture.withEdns(DnsFixture.query("many.service.consul", Type.SRV), 1232)
                        .toWire(),
                false);
        assertThat(some.length).isBetween(1100, 1232);
    }

    @Test
    void givesSmallClientsNoAnswersWhereNoneAreAllowed() {
        DnsSettings defaults = DnsFixture.settings();
        DnsFixture none = new DnsFixture(with(defaults, new DnsSettings.Limits(0, 0, false, true), defaults.content()));
        none.instance("a", "10.0.0.1", "web", 80, "");

        Message answer = none.ask("web.service.consul", Type.A);

        assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(answers(answer)).isEmpty();
        assertThat(authority(answer)).containsExactly(SOA);
        assertThat(answers(none.askTcp("web.service.consul", Type.A))).hasSize(1);
        assertThat(answers(none.ask("a.node.consul", Type.A)))
                .as("the limit is one of services")
                .hasSize(1);

        DnsFixture telling =
                new DnsFixture(with(defaults, new DnsSettings.Limits(0, 0, true, true), defaults.content()));
        telling.instance("a", "10.0.0.1", "web", 80, "");
        Message cut = telling.ask("web.service.consul", Type.SRV);
        assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(authority(cut)).isEmpty();
    }

    @Test
    void limitsNoTextsOfANode() {
        dns.register("""
                {"Datacenter": "dc1", "Node": "a", "Address": "10.0.0.1",
                 "NodeMeta": {"a": "1", "b": "2", "c": "3", "d": "4", "e": "5"}}""");

        assertThat(answers(dns.ask("a.node.consul", Type.TXT))).hasSize(5);
        assertThat(answers(dns.ask("a.node.consul", Type.ANY))).hasSize(6);
    }

    @Test
    void followsAnAliasToAsManyInstancesAsASmallClientGets() {
        dns.instance("a", "10.0.0.1", "alias", 2, ", \"Address\": \"many.service.consul\"");
        for (int i = 0; i < 9; i++) {
            dns.instance("n" + i, "10.1.0." + i, "many", 80, "");
        }

        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            List<String> answers = answers(dns.askTcp("alias.service.consul", Type.A));
            assertThat(answers).hasSize(4).contains("alias.service.consul. 0 CNAME many.service.consul.");
            seen.addAll(answers);
        }
        assertThat(seen).as("others each time").hasSize(10);
    }

    @Test
    void saysThatItLeftSomethingOutOnlyIfToldTo() {
        DnsSettings defaults = DnsFixture.settings();
        DnsFixture telling =
                new DnsFixture(with(defaults, new DnsSettings.Limits(2, 0, true, true), defaults.content()));
        for (int i = 0; i < 3; i++) {
            telling.instance("n" + i, "10.9.0." + (i + 1), "some", 80, "");
            dns.instance("n" + i, "10.9.0." + (i + 1), "some", 80, "")
                    .instance("n" + (i + 3), "10.9.0." + (i + 4), "some", 80, "");
        }

        Message told = telling.ask("some.service.consul", Type.A);

        assertThat(told.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(answers(told)).hasSize(2);
        assertThat(telling.askTcp("some.service.consul", Type.A).getHeader().getFlag(Flags.TC))
                .isFalse();
        assertThat(dns.ask("some.service.consul", Type.A).getHeader().getFlag(Flags.TC))
                .isFalse();
    }

    @Test
    void compressesNamesUnlessToldNotTo() {
        DnsSettings defaults = DnsFixture.settings();
        DnsFixture plain =
                new DnsFixture(with(defaults, new DnsSettings.Limits(3, 0, false, false), defaults.content()));
        byte[] query = DnsFixture.query("db.service.consul", Type.SRV).toWire();
        for (DnsFixture each : List.of(dns, plain)) {
            each.register("""
                    {"Datacenter": "dc1", "Node": "foo", "Address": "10.1.0.1", "NodeMeta": {"k": "v"},
                     "Service": {"ID": "db", "Service": "db", "Port": 1}}""");
        }

        assertThat(dns.answer(query, false)).as("as recorded").hasSize(106);
        assertThat(plain.answer(query, false)).hasSize(161);
        assertThat(answers(plain.ask("db.service.consul", Type.SRV)))
                .isEqualTo(answers(dns.ask("db.service.consul", Type.SRV)));
    }

    @Test
    void capsAddressesButNotServers() {
        DnsSettings defaults = DnsFixture.settings();
        DnsFixture capped =
                new DnsFixture(with(defaults, new DnsSettings.Limits(3, 4, false, true), defaults.content()));
        for (int i = 0; i < 9; i++) {
            capped.instance("n" + i, "10.9.0." + (i + 1), "many", 80, "");
        }

        assertThat(answers(capped.askTcp("many.service.consul", Type.A))).hasSize(4);
        assertThat(answers(capped.askTcp("many.service.consul", Type.SRV))).hasSize(9);
    }

    @Test
    void shuffles() {
        for (int i = 0; i < 4; i++) {
            dns.instance("n" + i, "10.9.0." + (i + 1), "some", 80, "");
        }
        Set<List<String>> orders = new HashSet<>();
        Set<String> firsts = new HashSet<>();

        for (int i = 0; i < 200; i++) {
            List<String> order = dns.ask("some.service.consul", Type.A).getSection(Section.ANSWER).stream()
                    .map(record -> record.rdataToString())
                    .toList();
            orders.add(order);
            firsts.add(order.getFirst());
        }

        assertThat(orders).hasSizeGreaterThan(10);
        assertThat(firsts).hasSize(4);
    }

    @Test
    void keepsRecordsAsLongAsTheServiceSays() {
        DnsSettings.Ttls ttls = new DnsSettings.Ttls(
                Duration.ofSeconds(15),
                Map.of(
                        "*", Duration.ofSeconds(5),
                        "api-*", Duration.ofSeconds(7),
                        "api-t*", Duration.ofSeconds(9),
                        "API-two", Duration.ofMinutes(1)));

        assertThat(ttls.service("zzz")).hasSeconds(5);
        assertThat(ttls.service("api-one")).hasSeconds(7);
        assertThat(ttls.service("api-three")).hasSeconds(9);
        assertThat(ttls.service("api-two")).hasSeconds(60);
        assertThat(DnsSettings.Ttls.NONE.service("zzz")).hasSeconds(0);
    }

    @Test
    void prefersTheLocalNetworksAddressOfTheFamilyThatIsAskedFor() {
        dns.register("""
                {"Datacenter": "dc1", "Node": "a", "Address": "10.0.0.1",
                 "TaggedAddresses": {"lan_ipv4": "10.0.0.4", "lan_ipv6": "fd00::6", "wan": "198.51.100.1"},
                 "Service": {"ID": "web", "Service": "web", "Port": 80}}""");

        assertThat(answers(dns.ask("web.service.consul", Type.A))).containsExactly("web.service.consul. 0 A 10.0.0.4");
        assertThat(answers(dns.ask("a.node.consul", Type.AAAA)))
                .containsExactly("a.node.consul. 0 AAAA fd00:0:0:0:0:0:0:6");
        assertThat(answers(dns.ask("a.node.consul", Type.ANY))).containsExactly("a.node.consul. 0 A 10.0.0.1");
    }

    @Test
    void translatesAddressesOfOtherDatacenters() {
        DnsSettings defaults = DnsFixture.settings();
        DnsFixture away = new DnsFixture(with(defaults, defaults.limits(), new DnsSettings.Content(false, true, true)));
        away.register("""
                {"Datacenter": "dc1", "Node": "a", "Address": "10.0.0.1",
                 "TaggedAddresses": {"wan": "198.51.100.1", "wan_ipv6": "2001:db8::1"},
                 "Service": {"ID": "web", "Service": "web", "Port": 80,
                             "TaggedAddresses": {"wan": {"Address": "198.51.100.9", "Port": 8080}}}}""");
        io.praetor.model.catalog.Node node = java.util.Objects.requireNonNull(
                away.store.current().catalog().node("a", io.praetor.store.Watches.NONE));
        io.praetor.model.catalog.NodeService service = java.util.Objects.requireNonNull(
                away.store.current().catalog().service("a", "web", io.praetor.store.Watches.NONE));
        DnsSettings elsewhere = new DnsSettings(
                "consul",
                "",
                "dc2",
                "n1",
                defaults.ttls(),
                defaults.soa(),
                defaults.limits(),
                defaults.freshness(),
                new DnsSettings.Content(false, true, true),
                defaults.recursion());

        assertThat(Addresses.ofNode(node, Type.A, elsewhere)).isEqualTo("198.51.100.1");
        assertThat(Addresses.ofNode(node, Type.AAAA, elsewhere)).isEqualTo("2001:db8::1");
        assertThat(Addresses.ofService(node, service, Type.SRV, elsewhere)).isEqualTo("198.51.100.9");
        assertThat(Addresses.portOf(node, service, elsewhere)).isEqualTo(8080);
        assertThat(Addresses.portOf(node, service, defaults)).isEqualTo(80);
        assertThat(Addresses.ofNode(node, Type.A, defaults)).isEqualTo("10.0.0.1");
    }

    private static DnsSettings with(DnsSettings settings, DnsSettings.Limits limits, DnsSettings.Content content) {
        return new DnsSettings(
                settings.domain(),
                settings.altDomain(),
                settings.datacenter(),
                settings.node(),
                settings.ttls(),
                settings.soa(),
                limits,
                settings.freshness(),
                content,
                settings.recursion());
    }
}
