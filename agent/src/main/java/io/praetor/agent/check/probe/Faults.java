package io.praetor.agent.check.probe;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/// What went wrong on the network, in the words that people who know the original search their logs for.
final class Faults {
    /// How many causes deep the reason may lie.
    private static final int DEEPEST = 16;

    private Faults() {}

    /// Why there is no connection.
    static String connecting(Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return "i/o timeout";
        }
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (cause instanceof ConnectException && text.startsWith("connection refused")) {
            return "connect: connection refused";
        }
        if (cause instanceof NoRouteToHostException && text.startsWith("no route to host")) {
            return "connect: no route to host";
        }
        for (String known : new String[] {
            "network is unreachable",
            "no route to host",
            "connection reset by peer",
            "permission denied",
            "no such file or directory",
            "cannot assign requested address",
            "connection timed out"
        }) {
            if (text.contains(known)) {
                return "connect: " + known;
            }
        }
        return "connect: " + text;
    }

    /// Why a connection was of no use.
    static String talking(Throwable cause) {
        Throwable inner = cause;
        while (inner instanceof DecoderException && inner.getCause() != null) {
            inner = inner.getCause();
        }
        if (inner instanceof SSLException) {
            return tls(inner);
        }
        if (inner instanceof ClosedChannelException) {
            return "EOF";
        }
        String text = String.valueOf(inner.getMessage());
        if (text.startsWith("Connection reset")) {
            return "read: connection reset by peer";
        }
        return text.startsWith("Broken pipe") ? "write: broken pipe" : text;
    }

    private static String tls(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < DEEPEST && cause != null; i++, cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return "x509: certificate has expired or is not yet valid";
            }
            if (text.contains("unable to find valid certification path")) {
                return "x509: certificate signed by unknown authority";
            }
            if (cause instanceof CertificateException
                    && (text.startsWith("No subject alternative") || text.startsWith("No name matching"))) {
                return "x509: " + text;
            }
            if (text.contains("not an SSL/TLS record") || text.contains("Unsupported or unrecognized SSL message")) {
                return "tls: first record does not look like a TLS handshake";
            }
            if (text.contains("bad_certificate") || text.contains("certificate_required")) {
                return "remote error: tls: bad certificate";
            }
        }
        return "tls: " + failure.getMessage();
    }
}
