package io.praetor.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

class LookupTest {
    private static Lookup of(String name, int type) {
        return Lookup.of(name.isEmpty() ? List.of() : List.of(name.split("\\.")), type);
    }

    @Test
    void knowsKindsByTheirLastWord() {
        assertThat(of("foo.node", Type.A)).isEqualTo(new Lookup.Node("foo", null));
        assertThat(of("dotted.node.node", Type.A)).isEqualTo(new Lookup.Node("dotted.node", null));
        assertThat(of("foo.node.dc2", Type.A)).isEqualTo(new Lookup.Node("foo", "dc2"));
        assertThat(of("v1.2.db.service.dc2", Type.A)).isEqualTo(new Lookup.Service("db", "v1.2", "dc2"));
        assertThat(of("tag.web.connect", Type.A)).isEqualTo(new Lookup.Connect("web", null));
        assertThat(of("web.ingress", Type.A)).isEqualTo(new Lookup.Ingress("web", null));
        assertThat(of("my.dotted.query", Type.A)).isEqualTo(new Lookup.Prepared("my.dotted", null));
        assertThat(of("0a000001.addr", Type.A)).isEqualTo(new Lookup.Address("0a000001", List.of("0a000001", "addr")));
    }

    @Test
    void readsRfc2782() {
        assertThat(of("_db._primary.service", Type.A)).isEqualTo(new Lookup.Service("db", "primary", null));
        assertThat(of("_db._tcp.service", Type.SRV)).isEqualTo(new Lookup.Service("db", "", null));
        assertThat(of("_db._tcp", Type.SRV)).isEqualTo(new Lookup.Service("db", "", null));
        assertThat(of("_db._tcp.dc2", Type.SRV)).isEqualTo(new Lookup.Service("db", "", "dc2"));
        assertThat(of("_db._tcp", Type.A)).isEqualTo(new Lookup.Unknown());
        assertThat(of("db._tcp.service", Type.SRV)).isEqualTo(new Lookup.Service("_tcp", "db", null));
    }

    @Test
    void knowsNothingElse() {
        for (String name :
                List.of("", "foo", "node", "service.dc1", "a.service.dc1.x", "web.virtual", "x.0a000001.addr")) {
            assertThat(of(name, Type.A)).as(name).isEqualTo(new Lookup.Unknown());
        }
    }

    @Test
    void answersForTheZoneAtEveryName() {
        assertThat(of("anything", Type.SOA)).isEqualTo(new Lookup.Zone(true));
        assertThat(of("", Type.NS)).isEqualTo(new Lookup.Zone(false));
        assertThat(of("", Type.AXFR)).isEqualTo(new Lookup.Transfer());
    }
}
