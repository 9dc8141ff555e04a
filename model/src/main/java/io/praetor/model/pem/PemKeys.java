package io.praetor.model.pem;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Private keys in PEM, in the three forms in use: PKCS #8, and the older ones for RSA (PKCS #1, RFC 8017 appendix
/// A.1.2) and elliptic curves (SEC 1, RFC 5915), which `consul tls` writes and the JDK does not read. An older form
/// becomes PKCS #8 by naming its algorithm around it (RFC 5208 §5).
public final class PemKeys {
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int CONTEXT_0 = 0xA0;
    private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");
    private static final byte[] RSA_ALGORITHM = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC_OID = HexFormat.of().parseHex("06072a8648ce3d0201");

    private PemKeys() {}

    /// The first private key in a PEM file.
    ///
    /// @throws GeneralSecurityException when there is none that can be read
    public static PrivateKey privateKey(byte[] pem) throws GeneralSecurityException {
        String text = new String(pem, StandardCharsets.ISO_8859_1);
        try {
            byte[] pkcs8 = block(text, "PRIVATE KEY");
            if (pkcs8 != null) {
                return anyAlgorithm(pkcs8);
            }
            byte[] rsa = block(text, "RSA PRIVATE KEY");
            if (rsa != null) {
                return key("RSA", der(SEQUENCE, VERSION_0, RSA_ALGORITHM, der(OCTETS, rsa)));
            }
            byte[] ec = block(text, "EC PRIVATE KEY");
            if (ec != null) {
                byte[] algorithm = der(SEQUENCE, EC_OID, curve(ec));
                return key("EC", der(SEQUENCE, VERSION_0, algorithm, der(OCTETS, ec)));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new InvalidKeyException("malformed private key", e);
        }
        throw new InvalidKeyException("no private key in PEM form");
    }

    private static PrivateKey anyAlgorithm(byte[] pkcs8) throws GeneralSecurityException {
        GeneralSecurityException last = new InvalidKeyException("unknown algorithm");
        for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
            try {
                return key(algorithm, pkcs8);
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw last;
    }

    private static PrivateKey key(String algorithm, byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private static byte @Nullable [] block(String text, String type) {
        String begin = "-----BEGIN " + type + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + type + "-----");
        return from < 0 || to < from ? null : Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }

    /// The named curve of a SEC 1 key: what stands under the tag `[0]`, behind the version and the secret.
    private static byte[] curve(byte[] key) {
        int at = content(key, 0);
        at = content(key, at) + length(key, at);
        at = content(key, at) + length(key, at);
        if ((key[at] & 0xFF) != CONTEXT_0) {
            throw new IllegalArgumentException("the key names no curve");
        }
        int from = content(key, at);
        return Arrays.copyOfRange(key, from, from + length(key, at));
    }

    private static int content(byte[] der, int at) {
        int first = der[at + 1] & 0xFF;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7F);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xFF;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7F); i++) {
            length = (length << 8) | (der[at + 2 + i] & 0xFF);
        }
        return length;
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
