package io.praetor.model.tls;

import io.praetor.model.x509.Verification;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// What the JDK says of certificates and handshakes, in the original's words where it has some.
public final class Refusals {
    private static final String ALERT = "Received fatal alert: ";
    private static final int DEPTH = 12;

    private Refusals() {}

    /// Why a handshake failed: what this end found, or what the other end told.
    public static String of(Throwable failure) {
        Throwable at = failure;
        Throwable tls = failure;
        for (int i = 0; at != null && i < DEPTH; i++) {
            if (at instanceof java.security.cert.CertificateException) {
                return words(at);
            }
            if (at instanceof SSLException) {
                tls = at;
            }
            at = at.getCause();
        }
        String text = String.valueOf(tls.getMessage());
        int alert = text.indexOf(ALERT);
        if (alert >= 0) {
            return "remote error: tls: " + alert(text.substring(alert + ALERT.length()));
        }
        if (text.contains("Empty client certificate chain")) {
            return "tls: client didn't provide a certificate";
        }
        if (text.contains("not an SSL/TLS record") || text.contains("Unsupported or unrecognized SSL message")) {
            return "tls: first record does not look like a TLS handshake";
        }
        return text.startsWith("handshake timed out") ? "i/o timeout" : "tls: " + text;
    }

    private static String alert(String name) {
        return switch (name) {
            case "certificate_unknown" -> "unknown certificate";
            case "certificate_expired" -> "expired certificate";
            case "certificate_revoked" -> "revoked certificate";
            case "unknown_ca" -> "unknown certificate authority";
            case "protocol_version" -> "protocol version not supported";
            default -> name.replace('_', ' ');
        };
    }

    /// Why a certificate is not believed.
    static String words(Throwable refusal) {
        String text = String.valueOf(refusal.getMessage());
        if (text.startsWith("x509: ")) {
            return text;
        }
        CertPathValidatorException path = null;
        Throwable at = refusal;
        for (int i = 0; at != null && i < DEPTH; i++) {
            if (at instanceof CertificateExpiredException || at instanceof CertificateNotYetValidException) {
                return "x509: certificate has expired or is not yet valid: " + at.getMessage();
            }
            if (at instanceof CertPathValidatorException found) {
                path = found;
            }
            at = at.getCause();
        }
        if (contains(refusal, "unable to find valid certification path")) {
            return "x509: certificate signed by unknown authority";
        }
        if (path != null) {
            return Verification.words(path);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("key usage") || lower.contains("keyusage")) {
            return "x509: certificate specifies an incompatible key usage: " + text;
        }
        return "x509: " + text;
    }

    private static boolean contains(@Nullable Throwable failure, String words) {
        Throwable at = failure;
        for (int i = 0; at != null && i < DEPTH; i++) {
            if (String.valueOf(at.getMessage()).contains(words)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }
}
