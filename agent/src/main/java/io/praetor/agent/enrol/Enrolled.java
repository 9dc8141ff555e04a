package io.praetor.agent.enrol;

import io.praetor.model.connect.CaRoot;
import io.praetor.model.connect.CaRoots;
import io.praetor.model.connect.IssuedCert;
import io.praetor.model.connect.SignedResponse;
import io.praetor.model.pem.Pem;
import io.praetor.model.tls.ProvidedTls;
import io.praetor.model.tls.TlsException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// What servers gave this agent for TLS.
///
/// @param certificate          ours, with its key
/// @param roots                the mesh's
/// @param manualCas            PEM; those that the servers were configured with
/// @param verifyServerHostname whether the servers want their names verified
public record Enrolled(IssuedCert certificate, CaRoots roots, List<String> manualCas, boolean verifyServerHostname) {
    /// Copies the list.
    public Enrolled {
        manualCas = List.copyOf(manualCas);
    }

    /// What a server answered.
    ///
    /// @param keyPem of the key that the certificate is for
    static Enrolled of(SignedResponse response, String keyPem) {
        List<String> manual = response.manualCaRoots();
        return new Enrolled(
                response.issuedCert().withPrivateKey(keyPem),
                response.connectCaRoots().roots(),
                manual == null ? List.of() : manual,
                response.verifyServerHostname());
    }

    /// The same with another certificate.
    public Enrolled with(IssuedCert renewed) {
        return new Enrolled(renewed, roots, manualCas, verifyServerHostname);
    }

    /// The same with other roots.
    public Enrolled with(CaRoots changed) {
        return new Enrolled(certificate, changed, manualCas, verifyServerHostname);
    }

    /// For TLS.
    ///
    /// @throws TlsException when an authority is no certificate
    public ProvidedTls provided() throws TlsException {
        List<X509Certificate> authorities = new ArrayList<>();
        for (String pem : manualCas) {
            authorities.addAll(certificates(pem));
        }
        authorities.addAll(authorities(roots));
        return new ProvidedTls(
                authorities, new ProvidedTls.Certificate(certificate.certPem(), certificate.privateKeyPem()));
    }

    /// The certificates of roots.
    ///
    /// @throws TlsException when one is no certificate
    public static List<X509Certificate> authorities(CaRoots roots) throws TlsException {
        List<X509Certificate> authorities = new ArrayList<>();
        for (CaRoot root : roots.all()) {
            authorities.addAll(certificates(root.rootCert()));
        }
        return authorities;
    }

    private static List<X509Certificate> certificates(String pem) throws TlsException {
        try {
            return Pem.certificates(pem.getBytes(StandardCharsets.US_ASCII));
        } catch (CertificateException e) {
            throw new TlsException("an authority from the servers: " + e.getMessage(), e);
        }
    }

    /// Says nothing of the key.
    @Override
    public String toString() {
        return "Enrolled[" + certificate + "]";
    }
}
