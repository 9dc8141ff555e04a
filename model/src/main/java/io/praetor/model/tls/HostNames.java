package io.praetor.model.tls;

import io.praetor.model.x509.NameLimits;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;

/// Whether a certificate holds for a host name (RFC 6125, without the common name, which nobody looks at any more).
public final class HostNames {
    private HostNames() {}

    /// @throws CertificateException in the original's words when it does not
    public static void check(X509Certificate certificate, String name) throws CertificateException {
        List<String> names = NameLimits.dnsNames(certificate);
        if (names.stream().anyMatch(pattern -> matches(pattern, name))) {
            return;
        }
        throw new CertificateException(
                names.isEmpty()
                        ? "x509: certificate is not valid for any names, but wanted to match " + name
                        : "x509: certificate is valid for " + String.join(", ", names) + ", not " + name);
    }

    /// A `*` stands for one whole label, the first.
    static boolean matches(String pattern, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String template = pattern.toLowerCase(Locale.ROOT);
        if (!template.startsWith("*.")) {
            return template.equals(lower);
        }
        int dot = lower.indexOf('.');
        return dot > 0 && template.substring(1).equals(lower.substring(dot));
    }
}
