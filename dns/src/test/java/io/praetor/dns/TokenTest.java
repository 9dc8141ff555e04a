package io.praetor.dns;

import static io.praetor.dns.DnsFixture.answers;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Resource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class TokenTest {
    private final DnsFixture dns = new DnsFixture()
            .instance("n1", "10.0.0.1", "web", 80, "")
            .instance("n2", "10.0.0.2", "web", 80, "")
            .instance("n2", "10.0.0.2", "db", 81, "");

    /// Sees what has one of these names.
    private record Seeing(Set<String> names) implements Authorizer {
        @Override
        public boolean allows(Resource resource, String name, Access access) {
            return names.contains(name);
        }

        @Override
        public boolean allowsAll(Resource resource, Access access) {
            return false;
        }

        @Override
        public String accessor() {
            return "";
        }
    }

    private int rcode(String name, int type) {
        return dns.ask(name, type).getRcode();
    }

    @Test
    void whatTheTokenMayNotSeeIsNotThere() {
        dns.rights.put("the-token", new Seeing(Set.of("n1", "web")));

        assertThat(answers(dns.ask("web.service.consul", Type.A))).containsExactly("web.service.consul. 0 A 10.0.0.1");
        assertThat(rcode("db.service.consul", Type.A)).isEqualTo(Rcode.NXDOMAIN);
        assertThat(rcode("n2.node.consul", Type.A)).isEqualTo(Rcode.NXDOMAIN);
        assertThat(answers(dns.ask("1.0.0.10.in-addr.arpa", Type.PTR)))
                .containsExactly("1.0.0.10.in-addr.arpa. 0 PTR n1.node.dc1.consul.");
        assertThat(answers(dns.ask("2.0.0.10.in-addr.arpa", Type.PTR))).isEmpty();
    }

    @Test
    void anotherTokenIsAnsweredAnew() {
        assertThat(answers(dns.ask("web.service.consul", Type.A))).hasSize(2);
        assertThat(answers(dns.ask("2.0.0.10.in-addr.arpa", Type.PTR))).hasSize(1);
        dns.rights.put("another", new Seeing(Set.of("n1", "web")));

        dns.token = "another";

        assertThat(answers(dns.ask("web.service.consul", Type.A))).hasSize(1);
        assertThat(answers(dns.ask("2.0.0.10.in-addr.arpa", Type.PTR))).isEmpty();
    }
}
