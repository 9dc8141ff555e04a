package io.praetor.model.tls;

import java.util.List;

/// How one kind of connection speaks TLS, as configured. Empty files are not set.
///
/// @param caFile             PEM: certificates that are believed
/// @param caPath             a folder of such files; counts when there is no `caFile`
/// @param certFile           PEM: our certificate, and those between it and an authority
/// @param keyFile            PEM: its private key
/// @param minVersion         `tls10` to `tls13`
/// @param cipherSuites       in the names of IANA or Go; none: those of the JDK
/// @param preferServerSuites whether our order of suites counts, not the client's
public record TlsFiles(
        String caFile,
        String caPath,
        String certFile,
        String keyFile,
        String minVersion,
        List<String> cipherSuites,
        boolean preferServerSuites) {
    /// Copies the list.
    public TlsFiles {
        cipherSuites = List.copyOf(cipherSuites);
    }

    /// Files, with everything else as it is by default.
    public static TlsFiles of(String caFile, String certFile, String keyFile) {
        return new TlsFiles(caFile, "", certFile, keyFile, "tls12", List.of(), false);
    }
}
