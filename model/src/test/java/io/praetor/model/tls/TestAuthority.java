package io.praetor.model.tls;

import io.praetor.model.pem.Pem;
import io.praetor.model.x509.AlternativeName;
import io.praetor.model.x509.CertificateAuthority;
import io.praetor.model.x509.CertificateForm;
import io.praetor.model.x509.DistinguishedName;
import io.praetor.model.x509.ExtendedUse;
import io.praetor.model.x509.KeyPairs;
import io.praetor.model.x509.KeyUse;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// An authority of a test, and what it signs, as files in a folder.
final class TestAuthority {
    private final Path folder;
    private final String name;
    private final CertificateAuthority ca;
    private int issued;

    private TestAuthority(Path folder, String name, CertificateAuthority ca) {
        this.folder = folder;
        this.name = name;
        this.ca = ca;
    }

    /// What a certificate is for and when it holds.
    record Kind(List<String> names, List<ExtendedUse> extended, Set<KeyUse> uses, Instant from, Instant until) {
        static Kind of(String... names) {
            return new Kind(
                    List.of(names),
                    List.of(ExtendedUse.SERVER, ExtendedUse.CLIENT),
                    Set.of(KeyUse.DIGITAL_SIGNATURE, KeyUse.KEY_ENCIPHERMENT),
                    now().minusSeconds(3600),
                    now().plusSeconds(3600));
        }

        Kind usedAs(ExtendedUse... only) {
            return new Kind(names, List.of(only), uses, from, until);
        }

        Kind withKeyFor(KeyUse... only) {
            return new Kind(names, extended, Set.of(only), from, until);
        }

        Kind holding(Duration start, Duration end) {
            return new Kind(names, extended, uses, now().plus(start), now().plus(end));
        }
    }

    /// The JDK asks its own clock too.
    static Instant now() {
        return Instant.now();
    }

    /// A certificate and its key.
    record Pair(String cert, String key) {}

    static TestAuthority create(Path folder, String name, String... permitted) throws Exception {
        return create(folder, name, Duration.ofHours(-3), Duration.ofHours(3), permitted);
    }

    static TestAuthority create(Path folder, String name, Duration from, Duration until, String... permitted)
            throws Exception {
        CertificateForm form = new CertificateForm(
                BigInteger.ONE,
                DistinguishedName.commonName(name),
                now().plus(from),
                now().plus(until),
                true,
                Set.of(KeyUse.CERTIFICATE_SIGN, KeyUse.CRL_SIGN),
                List.of(),
                List.of(),
                List.of(permitted));
        TestAuthority made =
                new TestAuthority(folder, name, CertificateAuthority.selfSigned(form, KeyPairs.generate()));
        Files.writeString(Path.of(made.caFile()), Pem.write(made.ca.certificate()));
        return made;
    }

    /// An authority below this one.
    TestAuthority intermediate(String below) throws Exception {
        KeyPair keys = KeyPairs.generate();
        X509Certificate certificate = ca.issue(
                new CertificateForm(
                        BigInteger.TWO,
                        DistinguishedName.commonName(below),
                        now().minusSeconds(60),
                        now().plusSeconds(60),
                        true,
                        Set.of(KeyUse.CERTIFICATE_SIGN),
                        List.of(),
                        List.of(),
                        List.of()),
                keys.getPublic());
        TestAuthority made = new TestAuthority(folder, below, new CertificateAuthority(certificate, keys.getPrivate()));
        Files.writeString(Path.of(made.caFile()), Pem.write(certificate));
        return made;
    }

    String caFile() {
        return folder.resolve(name + "-ca.pem").toString();
    }

    Pair issue(Kind kind) throws Exception {
        KeyPair keys = KeyPairs.generate();
        X509Certificate certificate = ca.issue(form(kind), keys.getPublic());
        String base = name + "-" + issued++;
        return new Pair(
                Files.writeString(folder.resolve(base + ".pem"), Pem.write(certificate))
                        .toString(),
                Files.writeString(folder.resolve(base + "-key.pem"), KeyPairs.pem(keys))
                        .toString());
    }

    private static CertificateForm form(Kind kind) {
        return new CertificateForm(
                BigInteger.TEN,
                DistinguishedName.commonName(
                        kind.names().isEmpty() ? "nobody" : kind.names().getFirst()),
                kind.from(),
                kind.until(),
                false,
                kind.uses(),
                kind.extended(),
                kind.names().stream()
                        .map(name -> (AlternativeName) new AlternativeName.Dns(name))
                        .toList(),
                List.of());
    }

    /// A certificate that vouches for itself.
    static Pair selfSigned(Path folder, String name) throws Exception {
        KeyPair keys = KeyPairs.generate();
        CertificateForm form = form(Kind.of(name));
        X509Certificate certificate =
                CertificateAuthority.selfSigned(form, keys).certificate();
        return new Pair(
                Files.writeString(folder.resolve("self.pem"), Pem.write(certificate))
                        .toString(),
                Files.writeString(folder.resolve("self-key.pem"), KeyPairs.pem(keys))
                        .toString());
    }
}
