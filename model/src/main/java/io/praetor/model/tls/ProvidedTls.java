package io.praetor.model.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an agent was given for TLS, besides what files say.
///
/// @param authorities believed beside those of files
/// @param certificate ours; null: none
public record ProvidedTls(
        List<X509Certificate> authorities, @Nullable Certificate certificate) {
    /// Nothing.
    public static final ProvidedTls NONE = new ProvidedTls(List.of(), null);

    /// A certificate and its key, in PEM.
    ///
    /// @param chainPem the certificate, and those between it and an authority
    public record Certificate(String chainPem, String keyPem) {
        /// Says nothing of the key.
        @Override
        public String toString() {
            return "Certificate[hidden]";
        }
    }

    /// Copies the list.
    public ProvidedTls {
        authorities = List.copyOf(authorities);
    }

    /// The same without the certificate.
    public ProvidedTls withoutCertificate() {
        return new ProvidedTls(authorities, null);
    }
}
