package io.praetor.model.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When certificates hold.
final class Times {
    private Times() {}

    /// Why a certificate does not hold now; null when it does.
    static @Nullable String fault(X509Certificate certificate, Instant now) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isAfter(until)) {
            return "the certificate of " + subject(certificate) + " expired at " + until;
        }
        if (now.isBefore(from)) {
            return "the certificate of " + subject(certificate) + " does not hold before " + from;
        }
        return null;
    }

    private static String subject(X509Certificate certificate) {
        return "\"" + certificate.getSubjectX500Principal().getName() + "\"";
    }
}
