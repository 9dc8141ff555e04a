package io.praetor.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Private keys in PEM, in the three forms in use: PKCS #8, and the older ones for RSA (PKCS #1) and elliptic curves
/// (SEC 1), which `consul tls` writes and the JDK does not read.
final class PemFile {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int CONTEXT_0 = 0xa0;

    private static final byte[] VERSION_0 = {INTEGER, 1, 0};
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC_OID = HexFormat.of().parseHex("06072a8648ce3d0201");

    private PemFile() {}

    static byte[] read(Path file, String prefix) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IOException(prefix + openReason(file, e), e);
        }
    }

    static String openReason(Path file, IOException e) {
        String reason = switch (e) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
        return "open " + file + ": " + reason;
    }

    static PrivateKey privateKey(Path file) throws IOException {
        String prefix = "Error loading client key: ";
        String text = new String(read(file, prefix), StandardCharsets.ISO_8859_1);
        try {
            byte[] pkcs8 = block(text, "PRIVATE KEY");
            byte[] rsa = block(text, "RSA PRIVATE KEY");
            byte[] ec = block(text, "EC PRIVATE KEY");
            if (pkcs8 != null) {
                return fromPkcs8(pkcs8);
            }
            if (rsa != null) {
                return key("RSA", der(SEQUENCE, VERSION_0, RSA, der(OCTETS, rsa)));
            }
            if (ec != null) {
                byte[] algorithm = der(SEQUENCE, EC_OID, curve(ec));
                return key("EC", der(SEQUENCE, VERSION_0, algorithm, der(OCTETS, ec)));
            }
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException(prefix + "failed to parse private key in " + file, e);
        }
        throw new IOException(prefix + "failed to find any PEM data in key input " + file);
    }

    private static PrivateKey fromPkcs8(byte[] encoded) throws GeneralSecurityException {
        GeneralSecurityException last = new GeneralSecurityException("unknown algorithm");
        for (String algorithm : new String[] {"EC", "RSA", "Ed25519"}) {
            try {
                return key(algorithm, encoded);
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw last;
    }

    private static PrivateKey key(String algorithm, byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static byte @Nullable [] block(String text, String type) {
        String begin = "-----BEGIN " + type + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + type + "-----");
        return from < 0 || to < from ? null : Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }

    /// The named curve inside a SEC 1 key: the object identifier under the tag [0], which follows the version and the
    /// secret.
    private static byte[] curve(byte[] key) {
        int at = content(key, 0);
        at = content(key, at) + length(key, at);
        at = content(key, at) + length(key, at);
        if (at >= key.length || (key[at] & 0xff) != CONTEXT_0) {
            throw new IllegalArgumentException("the key names no curve");
        }
        int from = content(key, at);
        return java.util.Arrays.copyOfRange(key, from, from + length(key, at));
    }

    private static int content(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | (der[at + 2 + i] & 0xff);
        }
        return length;
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length >= 0x80) {
            int bytes = length > 0xffff ? 3 : length > 0xff ? 2 : 1;
            out.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(length >> (8 * i));
            }
        } else {
            out.write(length);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
