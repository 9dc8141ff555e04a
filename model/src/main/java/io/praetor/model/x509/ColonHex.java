package io.praetor.model.x509;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// How certificates and keys are called where people see them: colon-hex (`connect.md` §2).
public final class ColonHex {
    private static final HexFormat HEX = HexFormat.ofDelimiter(":");

    private ColonHex() {}

    /// The SHA-1 of a certificate. It is a name, and nothing is trusted for it.
    public static String fingerprint(X509Certificate certificate) throws GeneralSecurityException {
        return HEX.formatHex(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
    }

    /// The identifier of a certificate's key; empty when it states none.
    public static String key(X509Certificate certificate) throws GeneralSecurityException {
        return hex(Extensions.keyId(certificate));
    }

    /// The identifier of the key that a certificate was signed with; empty when it states none.
    public static String authorityKey(X509Certificate certificate) throws GeneralSecurityException {
        return hex(Extensions.authorityKeyId(certificate));
    }

    /// A serial number; that of a certificate is above 0.
    public static String serial(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return HEX.formatHex(bytes, bytes.length > 1 && bytes[0] == 0 ? 1 : 0, bytes.length);
    }

    private static String hex(byte @Nullable [] bytes) {
        return bytes == null ? "" : HEX.formatHex(bytes);
    }
}
