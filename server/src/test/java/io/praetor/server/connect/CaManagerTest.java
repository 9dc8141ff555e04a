package io.praetor.server.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.connect.CaConfiguration;
import io.praetor.model.connect.CaRequest;
import io.praetor.model.connect.CaRoot;
import io.praetor.model.connect.IssuedCert;
import io.praetor.model.pem.PemKeys;
import io.praetor.model.x509.KeyPairs;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.CertPathValidatorException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `connect.md` §3.1–§3.3.
class CaManagerTest {
    private final MeshFixture fixture = new MeshFixture();

    private static String key() throws Exception {
        return KeyPairs.pem(KeyPairs.generate());
    }

    @Test
    void aNewClusterGetsAConfigurationAndARoot() throws Exception {
        CaConfiguration config = fixture.config();
        CaRoot root = fixture.active();
        X509Certificate certificate = MeshFixture.certificates(root.rootCert()).getFirst();

        assertThat(config.provider()).isEqualTo("consul");
        assertThat(config.config())
                .isEqualTo(Map.of("LeafCertTTL", "72h", "IntermediateCertTTL", "8760h", "RotationPeriod", "2160h"));
        assertThat(config.clusterId()).hasSize(36);
        assertThat(fixture.roots()).containsExactly(root);
        assertThat(root.name()).isEqualTo("Consul CA Root Cert");
        assertThat(root.privateKeyType()).isEqualTo("ec");
        assertThat(root.privateKeyBits()).isEqualTo(256);
        assertThat(root.externalTrustDomain()).isEqualTo(config.clusterId());
        assertThat(root.intermediateCerts()).isNull();
        assertThat(certificate.getSubjectX500Principal().getName())
                .startsWith("CN=pri-")
                .endsWith(".consul.ca." + config.clusterId().substring(0, 8) + ".consul");
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactly(List.of(6, "spiffe://" + config.clusterId() + ".consul"));
        assertThat(certificate.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        assertThat(Duration.between(root.notBefore(), root.notAfter()).toDays()).isEqualTo(3653);
        assertThat(fixture.mesh.signer().roots().activeRootId()).isEqualTo(root.id());
    }

    @Test
    void theNextLeaderGoesOnWithTheSameRoot() throws Exception {
        CaRoot root = fixture.active();
        fixture.mesh.duty().end();
        Mesh next = fixture.mesh(Map.of());
        MeshFixture.begin(next);

        IssuedCert leaf = next.signer()
                .sign(MeshFixture.request(new io.praetor.model.x509.AlternativeName.Uri(fixture.service("web"))))
                .join();

        assertThat(fixture.roots()).containsExactly(root);
        assertThatCode(() -> fixture.verify(leaf, root.rootCert())).doesNotThrowAnyException();
    }

    @Test
    void theClusterMayBeNamedFromOutside() {
        MeshFixture named = new MeshFixture(Map.of("ClusterID", "aaaa", "LeafCertTTL", "24h"));

        assertThat(named.config().clusterId()).isEqualTo("aaaa");
        assertThat(named.config().config()).containsEntry("LeafCertTTL", "24h").doesNotContainKey("ClusterID");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LeafCertTTL | 1s | leaf cert TTL must be greater or equal than 1h0m0s",
                "LeafCertTTL | 8760h | leaf cert TTL must be less than 8760h0m0s",
                "IntermediateCertTTL | 1h | Intermediate Cert TTL must be greater or equal than 3h",
                "IntermediateCertTTL | 100h | Intermediate Cert TTL must be greater or equal than 3 * LeafCertTTL"
                        + " (>=216h0m0s).",
                "PrivateKeyType | dsa | private key type must be either 'ec' or 'rsa'",
                "PrivateKeyBits | 100 | EC key length must be one of (224, 256, 384, 521) bits",
                "privatekeytype | rsa | RSA key length must be 2048 or 4096 bits",
                "RootCert | PEM | must provide a private key when providing a root cert"
            })
    void refusesSettingsThatMakeNoSense(String name, String value, String words) {
        assertThat(fixture.configure(Map.of(name, value))).isEqualTo("error configuring provider: " + words);
        assertThat(fixture.configure(Map.of("LeafCertTTL", "abc")))
                .startsWith("error configuring provider: error decoding config: ");
    }

    @Test
    void refusesProvidersItDoesNotKnow() {
        assertThat(fixture.configure(new CaConfiguration("", "bogus", Map.of(), null, false, 0, 0)))
                .isEqualTo("could not initialize provider: unknown CA provider \"bogus\"");
        assertThat(fixture.configure(new CaConfiguration("", "consul", Map.of(), Map.of("a", "b"), false, 0, 0)))
                .isEqualTo("CA Provider State is read-only");
    }

    @Test
    void anotherTtlKeepsTheRoot() throws Exception {
        CaRoot root = fixture.active();
        String cluster = fixture.config().clusterId();

        assertThat(fixture.configure(Map.of("LeafCertTTL", "2h"))).isNull();

        IssuedCert leaf = fixture.sign("web");
        assertThat(fixture.roots()).containsExactly(root);
        assertThat(fixture.config().config()).isEqualTo(Map.of("LeafCertTTL", "2h"));
        assertThat(fixture.config().clusterId()).isEqualTo(cluster);
        assertThat(Duration.between(leaf.validAfter(), leaf.validBefore())).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void theSameConfigurationOnceMoreChangesNothing() {
        CaConfiguration before = fixture.config();

        assertThat(fixture.configure(Map.copyOf(before.config() == null ? Map.of() : before.config())))
                .isNull();

        assertThat(fixture.config()).isEqualTo(before);
    }

    @Test
    void anotherKeyIsAnotherRootThatTheOldOneVouchesFor() throws Exception {
        CaRoot old = fixture.active();
        IssuedCert before = fixture.sign("web");
        String key = key();

        assertThat(fixture.configure(Map.of("PrivateKey", key))).isNull();

        CaRoot root = fixture.active();
        IssuedCert after = fixture.sign("web");
        assertThat(root.id()).isNotEqualTo(old.id());
        assertThat(root.intermediates()).hasSize(1);
        assertThat(fixture.roots()).hasSize(2).anySatisfy(rotated -> {
            assertThat(rotated.id()).isEqualTo(old.id());
            assertThat(rotated.active()).isFalse();
            assertThat(rotated.rotatedOutAt()).isEqualTo(fixture.leader.clock.instant());
        });
        fixture.verify(before, old.rootCert());
        fixture.verify(after, old.rootCert());
        fixture.verify(leafOnly(after), root.rootCert());
        assertThatThrownBy(() -> fixture.verify(before, root.rootCert()))
                .isInstanceOf(CertPathValidatorException.class);
        assertThat(fixture.leader.state().connect().providers()).hasSize(1);
        assertThat(KeyPairs.fit(
                        MeshFixture.certificates(root.rootCert()).getFirst().getPublicKey(),
                        PemKeys.privateKey(key.getBytes(StandardCharsets.US_ASCII))))
                .isTrue();
    }

    private static IssuedCert leafOnly(IssuedCert leaf) throws Exception {
        return new IssuedCert(
                leaf.serialNumber(),
                io.praetor.model.pem.Pem.write(
                        MeshFixture.certificates(leaf.certPem()).getFirst()),
                "",
                "",
                "",
                "",
                "",
                leaf.validAfter(),
                leaf.validBefore(),
                0,
                0);
    }

    @Test
    void aRotationOfWhichNobodyKnowsWhetherItCameAboutLosesNoKey() throws Exception {
        CaRoot old = fixture.active();
        fixture.leader.log.silenced =
                command -> new String(command, StandardCharsets.ISO_8859_1).contains(CaRequest.SET_ROOTS_AND_CONFIG);

        assertThat(fixture.configure(Map.of("PrivateKey", key()))).isEqualTo("leadership lost while committing log");

        fixture.leader.log.silenced = _ -> false;
        CaRoot root = fixture.active();
        assertThat(root.id()).isNotEqualTo(old.id());
        fixture.leader.pass(Duration.ofSeconds(5));
        fixture.verify(leafOnly(fixture.sign("web")), root.rootCert());
        assertThat(fixture.configure(Map.of("PrivateKey", key()))).isNull();
        fixture.verify(leafOnly(fixture.sign("web")), fixture.active().rootCert());
    }

    @Test
    void aRotationThatIsRefusedLeavesNoKeyBehind() throws Exception {
        CaRoot old = fixture.active();
        assertThat(fixture.configure(Map.of("PrivateKey", key(), "DisableCrossSigning", true)))
                .isNull();
        assertThat(fixture.configure(Map.of("PrivateKey", key()))).startsWith("The current CA Provider does not");

        assertThat(fixture.leader.state().connect().providers()).hasSize(1);
        assertThat(fixture.active().id()).isNotEqualTo(old.id());
    }

    @Test
    void aRootFromOutsideIsUsedAsItIs() throws Exception {
        KeyPair keys = KeyPairs.generateEc(384);
        String key = KeyPairs.pem(keys);
        String root = io.praetor.model.pem.Pem.write(BuiltInAuthority.makeRoot(
                io.praetor.model.connect.SpiffeId.Signing.of("other"), 5, 99, keys, fixture.leader.clock.instant()));

        assertThat(fixture.configure(Map.of("PrivateKey", key, "RootCert", root)))
                .isNull();
        assertThat(fixture.configure(Map.of("PrivateKey", key(), "RootCert", root)))
                .isEqualTo("error configuring provider: x509: provided PrivateKey doesn't match parent's PublicKey");

        assertThat(fixture.active().rootCert()).isEqualTo(root);
        assertThat(fixture.active().privateKeyBits()).isEqualTo(384);
        fixture.verify(leafOnly(fixture.sign("web")), root);
    }

    @Test
    void withoutCrossSigningARotationHasToBeForced() throws Exception {
        fixture.configure(Map.of("DisableCrossSigning", true));
        CaRoot old = fixture.active();
        Map<String, Object> wanted = Map.of("PrivateKey", key());

        assertThat(fixture.configure(Map.copyOf(wanted)))
                .startsWith("The current CA Provider does not support cross-signing.");
        assertThat(fixture.active()).isEqualTo(old);
        assertThat(fixture.leader.state().connect().providers()).hasSize(1);

        assertThat(fixture.configure(new CaConfiguration("", "consul", Map.copyOf(wanted), null, true, 0, 0)))
                .isNull();
        assertThat(fixture.active().id()).isNotEqualTo(old.id());
        assertThat(fixture.active().intermediateCerts()).isNull();
    }

    @Test
    void rootsThatNobodyNeedsAreForgotten() throws Exception {
        CaRoot old = fixture.active();
        fixture.configure(Map.of("PrivateKey", key(), "LeafCertTTL", "1h"));

        fixture.leader.pass(Duration.ofMinutes(90));
        assertThat(fixture.roots()).extracting(CaRoot::id).contains(old.id());
        fixture.leader.pass(Duration.ofMinutes(91));

        assertThat(fixture.roots()).containsExactly(fixture.active());
    }

    @Test
    void aServerThatStopsDoesNotTryAgain() {
        MeshFixture idle = MeshFixture.idle();
        idle.leader.log.refuses = true;

        MeshFixture.begin(idle.mesh);
        assertThat(idle.leader.timers.size()).isEqualTo(1);
        idle.mesh.duty().end();
        idle.leader.leadership.close();
        MeshFixture.begin(idle.mesh);

        assertThat(idle.leader.timers.size()).isZero();
    }

    @Test
    void whoDoesNotLeadSignsNothing() {
        fixture.mesh.duty().end();

        assertThatThrownBy(() -> fixture.sign("web")).hasRootCauseMessage("No cluster leader");
    }
}
