package io.praetor.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.connect.IssuedCert;
import io.praetor.model.connect.SpiffeId;
import io.praetor.model.x509.AlternativeName;
import java.net.InetAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `connect.md` §3.4.
class MeshSignerTest {
    private final MeshFixture fixture = new MeshFixture();

    @Test
    void aLeafSaysWhoTheServiceIs() throws Exception {
        IssuedCert leaf = fixture.sign(
                new AlternativeName.Uri(fixture.service("Web-1")),
                new AlternativeName.Dns("edge.example"),
                new AlternativeName.Ip(InetAddress.ofLiteral("10.0.0.1")));

        X509Certificate certificate = MeshFixture.certificates(leaf.certPem()).getFirst();
        String domain = fixture.mesh.signer().roots().trustDomain();
        assertThat(certificate.getSubjectX500Principal().getName())
                .isEqualTo("CN=web1.svc.default." + domain.substring(0, 8) + ".consul");
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactly(
                        List.of(6, fixture.service("Web-1").toString()),
                        List.of(2, "edge.example"),
                        List.of(7, "10.0.0.1"));
        assertThat(certificate.getKeyUsage())
                .containsExactly(true, false, true, true, true, false, false, false, false);
        assertThat(certificate.getExtendedKeyUsage())
                .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.service()).isEqualTo("Web-1");
        assertThat(leaf.serviceUri()).isEqualTo(fixture.service("Web-1").toString());
        assertThat(leaf.privateKeyPem()).isEmpty();
        assertThat(leaf.validAfter()).isEqualTo(fixture.leader.clock.instant().minusSeconds(60));
        assertThat(Duration.between(leaf.validAfter(), leaf.validBefore())).isEqualTo(Duration.ofDays(3));
        fixture.verify(leaf, fixture.active().rootCert());
    }

    @Test
    void everyLeafHasANumberAndAnIndexOfItsOwn() throws Exception {
        IssuedCert one = fixture.sign("web");
        fixture.leader.pass(Duration.ofSeconds(1));
        IssuedCert two = fixture.sign("web");

        assertThat(two.serialNumber()).isNotEqualTo(one.serialNumber());
        assertThat(two.modifyIndex()).isEqualTo(two.createIndex()).isGreaterThan(one.modifyIndex());
    }

    @Test
    void theDomainOfAnAgentIsPutRight() throws Exception {
        IssuedCert leaf = fixture.sign(
                new AlternativeName.Uri(new SpiffeId.Agent("unknown", "dc1", "n1").uri()),
                new AlternativeName.Dns("localhost"));

        SpiffeId.Agent id = new SpiffeId.Agent(fixture.mesh.signer().roots().trustDomain(), "dc1", "n1");
        assertThat(leaf.agent()).isEqualTo("n1");
        assertThat(leaf.agentUri()).isEqualTo(id.uri().toString());
        assertThat(MeshFixture.certificates(leaf.certPem()).getFirst().getSubjectAlternativeNames())
                .containsExactly(List.of(6, id.uri().toString()), List.of(2, "localhost"));
    }

    @Test
    void refusesOthers() throws Exception {
        String domain = fixture.mesh.signer().roots().trustDomain();

        assertThat(refusal("spiffe://" + domain + "/ns/default/dc/dc2/svc/web"))
                .isEqualTo("SPIFFE ID in CSR from a different datacenter: dc2, we are dc1");
        assertThat(refusal("spiffe://" + domain + "/agent/client/dc/dc2/id/n1"))
                .isEqualTo("SPIFFE ID in CSR from a different datacenter: dc2, we are dc1");
        assertThat(refusal("spiffe://other.consul/ns/default/dc/dc1/svc/web"))
                .isEqualTo("SPIFFE ID in CSR from a different trust domain: other.consul, we are " + domain);
        assertThat(refusal("spiffe://" + domain)).isEqualTo("SPIFFE ID in CSR must be a service or agent ID");
        assertThat(refusal("https://example.com/")).isEqualTo("SPIFFE ID must have 'spiffe' scheme");
        assertThat(fixture.refusal(new AlternativeName.Dns("web")))
                .isEqualTo("incoming CSR has unexpected number of URIs: 0");
        assertThat(fixture.refusal(
                        new AlternativeName.Uri(fixture.service("web")),
                        new AlternativeName.Uri(fixture.service("db"))))
                .isEqualTo("incoming CSR has unexpected number of URIs: 2");
    }

    /// Otherwise whoever may write one node could get a certificate with which to speak for all (`docs/security.md`).
    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.dc1.consul",
                "SERVER.dc1.Consul",
                "server.dc1.consul.",
                "*.dc1.consul",
                "server.dc2.consul",
                "n1.server.dc1.consul",
                "*.server.dc1.consul"
            })
    void givesNobodyTheNameOfAServer(String name) throws Exception {
        assertThat(fixture.refusal(
                        new AlternativeName.Uri(fixture.service("web")),
                        new AlternativeName.Dns("localhost"),
                        new AlternativeName.Dns(name)))
                .isEqualTo("DNS name in CSR is one of servers: " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "*.ingress.dc1.consul", "server.example.com", "server", "web.ingress.consul"})
    void givesOtherNames(String name) throws Exception {
        IssuedCert leaf = fixture.sign(new AlternativeName.Uri(fixture.service("web")), new AlternativeName.Dns(name));

        assertThat(MeshFixture.certificates(leaf.certPem()).getFirst().getSubjectAlternativeNames())
                .contains(List.of(2, name));
    }

    private String refusal(String uri) throws Exception {
        return fixture.refusal(new AlternativeName.Uri(URI.create(uri)));
    }

    @Test
    void refusesWhoComesTooEarlyByFar() throws Exception {
        assertThat(fixture.configure(Map.of("CSRMaxPerSecond", 1))).isNull();
        AlternativeName web = new AlternativeName.Uri(fixture.service("web"));

        fixture.sign(web);
        assertThat(fixture.refusal(web)).isEqualTo("Rate limit reached, try again later");
        fixture.leader.pass(Duration.ofSeconds(1));

        assertThat(fixture.sign(web).service()).isEqualTo("web");
    }
}
