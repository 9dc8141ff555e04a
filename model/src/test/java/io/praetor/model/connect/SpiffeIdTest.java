package io.praetor.model.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `connect.md` §2.
class SpiffeIdTest {
    private static final String DOMAIN = "11111111-2222-3333-4444-555555555555.consul";

    @Test
    void namesServicesAgentsAndAuthorities() {
        assertThat(new SpiffeId.Service(DOMAIN, "default", "dc1", "web").uri())
                .hasToString("spiffe://" + DOMAIN + "/ns/default/dc/dc1/svc/web");
        assertThat(new SpiffeId.Agent(DOMAIN, "dc1", "node-1").uri())
                .hasToString("spiffe://" + DOMAIN + "/agent/client/dc/dc1/id/node-1");
        assertThat(SpiffeId.Signing.of("11111111-2222-3333-4444-55555555555A").uri())
                .hasToString("spiffe://11111111-2222-3333-4444-55555555555a.consul");
    }

    @Test
    void readsWhatItWrites() {
        for (SpiffeId id : new SpiffeId[] {
            new SpiffeId.Service(DOMAIN, "default", "dc1", "a/b c%\u00e9"),
            new SpiffeId.Agent("unknown", "dc 1", "n\u00f6de"),
            new SpiffeId.Signing("one", "two.three")
        }) {
            assertThat(SpiffeId.parse(id.uri())).isEqualTo(id);
        }
    }

    @Test
    void decodesSegments() {
        assertThat(SpiffeId.parse("spiffe://a.consul/ns/default/dc/dc%201/svc/w%65b"))
                .isEqualTo(new SpiffeId.Service("a.consul", "default", "dc 1", "web"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spiffe://a.consul/",
                "spiffe://consul",
                "spiffe://.consul",
                "spiffe://a.consul/ns/default/dc/dc1/svc/",
                "spiffe://a.consul/ns//dc/dc1/svc/web",
                "spiffe://a.consul/ns/default/dc/dc1/svc/web/more",
                "spiffe://a.consul/agent/server/dc/dc1/id/n"
            })
    void refusesOthers(String uri) {
        assertThatThrownBy(() -> SpiffeId.parse(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SPIFFE ID is not in the expected format: " + uri);
    }

    @Test
    void refusesOtherSchemes() {
        assertThatThrownBy(() -> SpiffeId.parse("http://a.consul/ns/default/dc/dc1/svc/web"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SPIFFE ID must have 'spiffe' scheme");
    }

    @Test
    void anAuthoritySignsForServicesOfItsDomainAndItself() {
        SpiffeId.Signing authority = SpiffeId.Signing.of("11111111-2222-3333-4444-555555555555");

        assertThat(authority.signs(
                        new SpiffeId.Service(DOMAIN.toUpperCase(java.util.Locale.ROOT), "default", "dc2", "a")))
                .isTrue();
        assertThat(authority.signs(SpiffeId.parse(authority.uri()))).isTrue();
        assertThat(authority.signs(new SpiffeId.Service("other.consul", "default", "dc1", "a")))
                .isFalse();
        assertThat(authority.signs(SpiffeId.Signing.of("other"))).isFalse();
        assertThat(authority.signs(new SpiffeId.Agent(DOMAIN, "dc1", "n"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Web_App-1, default, webapp1.svc.default.11111111.consul",
        "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd, default, "
                + "aaaaaaaaaabbbbbbbbbbccccccccccdddddd.svc.default.11111111.consul",
        "aaaaaaaaaabbbbbbbbbbccccc, nnnnnnnnnnmmmmmmmmmmooooo, "
                + "aaaaaaaaaabbbbbbbbbbc.svc.nnnnnnnnnnmmmmmmmmmmoo.11111111.consul",
        "short, nnnnnnnnnnmmmmmmmmmmoooooooooopppppppppp, "
                + "short.svc.nnnnnnnnnnmmmmmmmmmmoooooooooopppppppp.11111111.consul"
    })
    void shortensNamesOfServices(String service, String namespace, String name) {
        assertThat(CommonNames.of(new SpiffeId.Service(DOMAIN, namespace, "dc1", service)))
                .isEqualTo(name)
                .hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void shortensNamesOfAgentsAndAuthorities() {
        assertThat(CommonNames.of(new SpiffeId.Agent(DOMAIN, "dc1", "N".repeat(50))))
                .isEqualTo("n".repeat(43) + ".agnt.11111111.consul")
                .hasSize(64);
        assertThat(CommonNames.authority(-1_234_567_890_123_456_789L, "aws-pca", DOMAIN, true))
                .isEqualTo("pri-9do1sj3.awspca.ca.11111111.consul");
        assertThat(CommonNames.authority(35, "consul", DOMAIN, false)).isEqualTo("sec-z.consul.ca.11111111.consul");
    }
}
