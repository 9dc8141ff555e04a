package io.praetor.server.connect;

import io.praetor.model.connect.CaConfiguration;
import io.praetor.model.connect.CaRoot;
import io.praetor.model.connect.IssuedCert;
import io.praetor.model.connect.SpiffeId;
import io.praetor.model.pem.Pem;
import io.praetor.model.x509.AlternativeName;
import io.praetor.model.x509.CertificateRequest;
import io.praetor.model.x509.DistinguishedName;
import io.praetor.model.x509.KeyPairs;
import io.praetor.server.testing.LeaderFixture;
import io.praetor.store.Watches;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A leader's mesh behind a log that applies at once; everything runs on the test's thread.
final class MeshFixture {
    final LeaderFixture leader = new LeaderFixture();
    final Mesh mesh;

    MeshFixture() {
        this(Map.of());
    }

    MeshFixture(Map<String, @Nullable Object> config) {
        this(config, true);
    }

    private MeshFixture(Map<String, @Nullable Object> config, boolean begun) {
        mesh = mesh(config);
        if (begun) {
            begin(mesh);
        }
    }

    /// A leader that has not begun.
    static MeshFixture idle() {
        return new MeshFixture(Map.of(), false);
    }

    static void begin(Mesh mesh) {
        try {
            mesh.duty().begin();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// As another server has it, or this one after it was away.
    Mesh mesh(Map<String, @Nullable Object> config) {
        AtomicLong ids = new AtomicLong();
        return new Mesh(
                "consul",
                config,
                Duration.ofSeconds(7),
                new Mesh.Parts(
                        "dc1",
                        "consul",
                        leader::state,
                        leader.writes,
                        () -> new UUID(0x1234_5678_9abc_4000L + ids.incrementAndGet(), 7).toString(),
                        leader.clock,
                        leader.ticker,
                        leader.timers,
                        Runnable::run));
    }

    CaConfiguration config() {
        return Objects.requireNonNull(
                leader.state().connect().config(Watches.NONE).value());
    }

    /// Puts a configuration.
    ///
    /// @return null, or what it was refused with
    @Nullable String configure(Map<String, @Nullable Object> config) {
        return configure(new CaConfiguration("", "consul", config, null, false, 0, 0));
    }

    @Nullable String configure(CaConfiguration config) {
        try {
            mesh.configure(config).join();
            return null;
        } catch (CompletionException e) {
            return words(e);
        }
    }

    List<CaRoot> roots() {
        return leader.state().connect().roots(Watches.NONE).value();
    }

    CaRoot active() {
        return Objects.requireNonNull(leader.state().connect().activeRoot());
    }

    URI service(String name) {
        return new SpiffeId.Service(mesh.signer().roots().trustDomain(), "default", "dc1", name).uri();
    }

    IssuedCert sign(AlternativeName... names) throws GeneralSecurityException {
        return mesh.signer().sign(request(names)).join();
    }

    IssuedCert sign(String service) throws GeneralSecurityException {
        return sign(new AlternativeName.Uri(service(service)));
    }

    /// @return what it is refused with
    String refusal(AlternativeName... names) throws GeneralSecurityException {
        try {
            throw new AssertionError("signed " + sign(names));
        } catch (CompletionException e) {
            return words(e);
        }
    }

    private static String words(CompletionException e) {
        return String.valueOf(Objects.requireNonNull(e.getCause()).getMessage());
    }

    static CertificateRequest request(AlternativeName... names) throws GeneralSecurityException {
        return CertificateRequest.parse(
                CertificateRequest.write(DistinguishedName.commonName("ignored"), List.of(names), KeyPairs.generate()));
    }

    /// Whether somebody who trusts only this root takes the leaf with its chain.
    void verify(IssuedCert leaf, String root) throws GeneralSecurityException {
        List<X509Certificate> chain = certificates(leaf.certPem());
        PKIXParameters parameters =
                new PKIXParameters(Set.of(new TrustAnchor(certificates(root).getFirst(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(leader.clock.instant()));
        List<X509Certificate> path = chain.stream()
                .filter(certificate -> !certificate.equals(
                        parameters.getTrustAnchors().iterator().next().getTrustedCert()))
                .toList();
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    }

    static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        return Pem.certificates(pem.getBytes(StandardCharsets.US_ASCII));
    }
}
