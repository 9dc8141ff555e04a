package io.praetor.model.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.pem.Pem;
import io.praetor.model.pem.PemKeys;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private static CertificateForm authority(String... permitted) {
        return new CertificateForm(
                BigInteger.valueOf(77),
                DistinguishedName.commonName("the authority"),
                NOW.minusSeconds(60),
                NOW.plus(Duration.ofDays(1825)),
                true,
                Set.of(KeyUse.DIGITAL_SIGNATURE, KeyUse.CERTIFICATE_SIGN, KeyUse.CRL_SIGN),
                List.of(),
                List.of(new AlternativeName.Uri(URI.create("spiffe://cluster.consul"))),
                List.of(permitted));
    }

    private static CertificateForm server(AlternativeName... names) {
        return new CertificateForm(
                BigInteger.ONE.shiftLeft(127),
                DistinguishedName.commonName("server.dc1.consul"),
                NOW.minusSeconds(60),
                NOW.plus(Duration.ofDays(365)),
                false,
                Set.of(KeyUse.DIGITAL_SIGNATURE, KeyUse.KEY_ENCIPHERMENT),
                List.of(ExtendedUse.SERVER, ExtendedUse.CLIENT),
                List.of(names),
                List.of());
    }

    @Test
    void issuesWhatTheFormSays() throws Exception {
        CertificateAuthority ca = CertificateAuthority.selfSigned(authority(), KeyPairs.generate());

        X509Certificate issued = ca.issue(
                server(
                        new AlternativeName.Dns("server.dc1.consul"),
                        new AlternativeName.Ip(InetAddress.ofLiteral("10.0.0.9")),
                        new AlternativeName.Ip(InetAddress.ofLiteral("::1"))),
                KeyPairs.generate().getPublic());

        assertThat(issued.getVersion()).isEqualTo(3);
        assertThat(issued.getSerialNumber()).isEqualTo(BigInteger.ONE.shiftLeft(127));
        assertThat(issued.getSubjectX500Principal().getName()).isEqualTo("CN=server.dc1.consul");
        assertThat(issued.getIssuerX500Principal()).isEqualTo(ca.certificate().getSubjectX500Principal());
        assertThat(issued.getNotBefore()).isEqualTo("2026-11-27T11:59:00Z");
        assertThat(issued.getNotAfter()).isEqualTo("2027-11-27T12:00:00Z");
        assertThat(issued.getBasicConstraints()).isEqualTo(-1);
        assertThat(issued.getKeyUsage()).startsWith(true, false, true, false);
        assertThat(issued.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(issued.getSubjectAlternativeNames())
                .extracting(name -> (Object) name.get(1))
                .containsExactly("server.dc1.consul", "10.0.0.9", "0:0:0:0:0:0:0:1");
        assertThat(issued.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
        Verification.check(issued, ca.certificate(), NOW);
    }

    @Test
    void vouchesForItself() throws Exception {
        X509Certificate ca = CertificateAuthority.selfSigned(authority("consul", "localhost"), KeyPairs.generate())
                .certificate();

        ca.verify(ca.getPublicKey());
        assertThat(ca.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        assertThat(ca.getKeyUsage()).startsWith(true, false, false, false, false, true, true);
        assertThat(ca.getSubjectAlternativeNames())
                .extracting(name -> (Object) name.get(1))
                .containsExactly("spiffe://cluster.consul");
        assertThat(ca.getCriticalExtensionOIDs()).contains("2.5.29.30");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1", "RSA", "Ed25519"})
    void signsWithAuthoritiesOfEveryKind(String kind) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.startsWith("secp") ? "EC" : kind);
        if (kind.startsWith("secp")) {
            generator.initialize(new java.security.spec.ECGenParameterSpec(kind));
        }
        CertificateAuthority ca = CertificateAuthority.selfSigned(authority(), generator.generateKeyPair());

        X509Certificate issued = ca.issue(server(), KeyPairs.generate().getPublic());

        issued.verify(ca.certificate().getPublicKey());
    }

    @Test
    void refusesAnothersKey() throws Exception {
        X509Certificate certificate = CertificateAuthority.selfSigned(authority(), KeyPairs.generate())
                .certificate();

        assertThatThrownBy(() -> new CertificateAuthority(
                        certificate, KeyPairs.generate().getPrivate()))
                .hasMessage("x509: provided PrivateKey doesn't match parent's PublicKey");
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        assertThatThrownBy(() -> new CertificateAuthority(
                        certificate, rsa.generateKeyPair().getPrivate()))
                .hasMessage("x509: provided PrivateKey doesn't match parent's PublicKey");
    }

    @Test
    void noticesNamesOutsideTheConstraints() throws Exception {
        CertificateAuthority ca =
                CertificateAuthority.selfSigned(authority("bar.test", "foo.test", "localhost"), KeyPairs.generate());

        assertThatThrownBy(() -> check(ca, "server.dc1.foo.test", "x.test"))
                .isInstanceOf(CertificateException.class)
                .hasMessage("x509: a root or intermediate certificate is not authorized to sign for this name: "
                        + "DNS name \"x.test\" is not permitted by any constraint");
        assertThatThrownBy(() -> check(ca, "notfoo.test")).hasMessageContaining("\"notfoo.test\"");
        assertThatCode(() -> check(ca, "X.Bar.Test", "localhost", "foo.test", "server.dc1.foo.test"))
                .doesNotThrowAnyException();
    }

    private static void check(CertificateAuthority ca, String... names) throws GeneralSecurityException {
        AlternativeName[] all =
                java.util.Arrays.stream(names).map(AlternativeName.Dns::new).toArray(AlternativeName[]::new);
        Verification.check(ca.issue(server(all), KeyPairs.generate().getPublic()), ca.certificate(), NOW);
    }

    @Test
    void refusesToVouchForWhatNobodyWouldBelieve() throws Exception {
        CertificateAuthority ca = CertificateAuthority.selfSigned(authority(), KeyPairs.generate());
        CertificateAuthority other = CertificateAuthority.selfSigned(authority(), KeyPairs.generate());
        KeyPair keys = KeyPairs.generate();
        X509Certificate leaf = ca.issue(server(), keys.getPublic());
        CertificateAuthority noAuthority = new CertificateAuthority(leaf, keys.getPrivate());
        X509Certificate issuedByLeaf =
                noAuthority.issue(server(), KeyPairs.generate().getPublic());

        assertThatThrownBy(() -> Verification.check(leaf, other.certificate(), NOW))
                .hasMessageStartingWith("x509: certificate signed by unknown authority");
        assertThatThrownBy(() -> Verification.check(leaf, ca.certificate(), NOW.plus(Duration.ofDays(366))))
                .hasMessageStartingWith("x509: certificate has expired or is not yet valid");
        assertThatThrownBy(() -> Verification.check(issuedByLeaf, leaf, NOW)).hasMessageStartingWith("x509: ");
    }

    @Test
    void refusesFormsThatAreNoCertificate() {
        assertThatThrownBy(() -> new AlternativeName.Dns("bücher.example"))
                .hasMessage("x509: \"bücher.example\" cannot be encoded as an IA5String");
        assertThatThrownBy(() -> new CertificateForm(
                        BigInteger.ZERO,
                        DistinguishedName.commonName("x"),
                        NOW,
                        NOW.plusSeconds(1),
                        false,
                        Set.of(),
                        List.of(),
                        List.of(),
                        List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesKeysThatItReads() throws Exception {
        for (int i = 0; i < 50; i++) {
            KeyPair keys = KeyPairs.generate();

            String pem = KeyPairs.pem(keys);

            assertThat(pem).startsWith("-----BEGIN EC PRIVATE KEY-----\n").endsWith("\n-----END EC PRIVATE KEY-----\n");
            ECPrivateKey read = (ECPrivateKey) PemKeys.privateKey(pem.getBytes(StandardCharsets.US_ASCII));
            assertThat(read.getS()).isEqualTo(((ECPrivateKey) keys.getPrivate()).getS());
            assertThat(KeyPairs.fit(keys.getPublic(), read)).isTrue();
        }
    }

    @Test
    void writesCertificatesThatItReads() throws Exception {
        CertificateAuthority ca = CertificateAuthority.selfSigned(authority(), KeyPairs.generate());
        X509Certificate leaf = ca.issue(server(), KeyPairs.generate().getPublic());

        String both = "some words\n" + Pem.write(leaf) + Pem.write(ca.certificate());

        assertThat(Pem.certificates(both.getBytes(StandardCharsets.US_ASCII))).containsExactly(leaf, ca.certificate());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n"
            })
    void refusesWhatIsNoCertificate(String text) {
        assertThatThrownBy(() -> Pem.certificates(text.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(CertificateException.class);
    }
}
