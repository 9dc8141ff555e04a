package io.praetor.rpc;

import io.praetor.model.pem.Pem;
import io.praetor.model.tls.TlsContext;
import io.praetor.model.tls.TlsContext.Role;
import io.praetor.model.tls.TlsFiles;
import io.praetor.model.x509.AlternativeName;
import io.praetor.model.x509.CertificateAuthority;
import io.praetor.model.x509.CertificateForm;
import io.praetor.model.x509.DistinguishedName;
import io.praetor.model.x509.KeyPairs;
import io.praetor.model.x509.KeyUse;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// An authority of a test and contexts with certificates of it.
final class TestCertificates {
    private final Path folder;
    private final String name;
    private final CertificateAuthority ca;
    private final Path caFile;
    private int issued;

    TestCertificates(Path folder, String name) throws Exception {
        this.folder = folder;
        this.name = name;
        ca = CertificateAuthority.selfSigned(form(name, true, Set.of(KeyUse.CERTIFICATE_SIGN)), KeyPairs.generate());
        caFile = Files.writeString(folder.resolve(name + ".pem"), Pem.write(ca.certificate()));
    }

    private static CertificateForm form(String name, boolean authority, Set<KeyUse> uses) {
        return new CertificateForm(
                BigInteger.ONE,
                DistinguishedName.commonName(name),
                Instant.now().minusSeconds(600),
                Instant.now().plusSeconds(600),
                authority,
                uses,
                List.of(),
                authority ? List.of() : List.of(new AlternativeName.Dns(name)),
                List.of());
    }

    /// With a certificate for a name.
    TlsContext of(String dnsName) throws Exception {
        return of(dnsName, this);
    }

    /// With a certificate that the other authority, which is believed, did not sign.
    TlsContext believing(TestCertificates other) throws Exception {
        return of("server.dc1.consul", other);
    }

    private TlsContext of(String dnsName, TestCertificates believed) throws Exception {
        KeyPair keys = KeyPairs.generate();
        String base = name + issued++;
        Path cert = Files.writeString(
                folder.resolve(base + "-cert.pem"),
                Pem.write(ca.issue(form(dnsName, false, Set.of(KeyUse.DIGITAL_SIGNATURE)), keys.getPublic())));
        Path key = Files.writeString(folder.resolve(base + "-key.pem"), KeyPairs.pem(keys));
        return TlsContext.load(
                TlsFiles.of(believed.caFile.toString(), cert.toString(), key.toString()), Role.SERVER, Instant.now());
    }

    /// That only believes.
    TlsContext bare() throws Exception {
        return TlsContext.load(TlsFiles.of(caFile.toString(), "", ""), Role.CLIENT, Instant.now());
    }
}
