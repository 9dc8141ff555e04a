package io.praetor.model.pem;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// PEM texts (RFC 7468): blocks of base64 between lines that say what they are.
public final class Pem {
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";
    private static final int COLUMNS = 64;
    private static final Base64.Encoder LINES =
            Base64.getMimeEncoder(COLUMNS, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    /// One block, with a line feed at its end.
    ///
    /// @param type such as `CERTIFICATE`
    public static String write(String type, byte[] der) {
        return BEGIN + type + DASHES + "\n" + LINES.encodeToString(der) + "\n-----END " + type + DASHES + "\n";
    }

    /// A certificate as a block.
    public static String write(X509Certificate certificate) throws GeneralSecurityException {
        return write(CERTIFICATE, certificate.getEncoded());
    }

    /// The contents of all blocks of a type, in order; text around them is skipped.
    ///
    /// @throws CertificateException when a block does not end, or is no base64
    static List<byte[]> blocks(String text, String type) throws CertificateException {
        String begin = BEGIN + type + DASHES;
        String end = "-----END " + type + DASHES;
        List<byte[]> blocks = new ArrayList<>();
        int from = text.indexOf(begin);
        while (from >= 0) {
            int to = text.indexOf(end, from);
            if (to < 0) {
                throw new CertificateException("a PEM block \"" + type + "\" does not end");
            }
            String base64 = text.substring(from + begin.length(), to);
            try {
                blocks.add(Base64.getDecoder().decode(withoutBlanks(base64)));
            } catch (IllegalArgumentException e) {
                throw new CertificateException("malformed base64 in a PEM block \"" + type + "\"", e);
            }
            from = text.indexOf(begin, to);
        }
        return blocks;
    }

    /// The content of the only block of a text.
    ///
    /// @param type such as `CERTIFICATE REQUEST`
    /// @throws CertificateException when there is none, one of another type, or more
    public static byte[] only(String text, String type) throws CertificateException {
        int begin = text.indexOf(BEGIN);
        if (begin < 0) {
            throw new CertificateException("no PEM-encoded data found");
        }
        if (!text.startsWith(BEGIN + type + DASHES, begin) || text.indexOf(BEGIN, begin + 1) >= 0) {
            throw new CertificateException("not one PEM block of type " + type);
        }
        return blocks(text, type).getFirst();
    }

    /// The certificates of a PEM text, in order. What else is in it is skipped.
    ///
    /// @throws CertificateException when there is none, or one that cannot be read
    public static List<X509Certificate> certificates(byte[] pem) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (byte[] der : blocks(new String(pem, StandardCharsets.ISO_8859_1), CERTIFICATE)) {
            try {
                certificates.add((X509Certificate) factory.generateCertificate(new java.io.ByteArrayInputStream(der)));
            } catch (CertificateException e) {
                throw new CertificateException("malformed certificate: " + e.getMessage(), e);
            }
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("no certificate in PEM form");
        }
        return certificates;
    }

    private static String withoutBlanks(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ') {
                out.append(c);
            }
        }
        return out.toString();
    }
}
