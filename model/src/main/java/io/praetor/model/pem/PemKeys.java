package io.praetor.model.pem;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Private keys in PEM, in the three forms in use: PKCS #8, and the older ones for RSA (PKCS #1, RFC 8017 appendix
/// A.1.2) and elliptic curves (SEC 1, RFC 5915), which `consul tls` writes and the JDK does not read. An older form
/// becomes PKCS #8 by naming its algorithm around it (RFC 5208 §5).
public final class PemKeys {
    private static final String RSA_OID = "1.2.840.113549.1.1.1";
    private static final String EC_OID = "1.2.840.10045.2.1";
    private static final String ENCRYPTED = "the private key is encrypted";
    private static final int CURVE = Der.CONTEXT | Der.CONSTRUCTED;

    private PemKeys() {}

    /// The first private key in a PEM file.
    ///
    /// @throws GeneralSecurityException when there is none that can be read
    public static PrivateKey privateKey(byte[] pem) throws GeneralSecurityException {
        String text = new String(pem, StandardCharsets.ISO_8859_1);
        byte[] pkcs8 = block(text, "PRIVATE KEY");
        if (pkcs8 != null) {
            return anyAlgorithm(pkcs8);
        }
        byte[] rsa = block(text, "RSA PRIVATE KEY");
        if (rsa != null) {
            byte[] algorithm = Der.sequence(Der.objectId(RSA_OID), Der.nothing());
            return key("RSA", Der.sequence(Der.integer(0), algorithm, Der.octets(rsa)));
        }
        byte[] ec = block(text, "EC PRIVATE KEY");
        if (ec != null) {
            byte[] algorithm = Der.sequence(Der.objectId(EC_OID), curve(ec));
            return key("EC", Der.sequence(Der.integer(0), algorithm, Der.octets(ec)));
        }
        if (text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----")) {
            throw new InvalidKeyException(ENCRYPTED);
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
        throw new InvalidKeyException("malformed private key", last);
    }

    private static PrivateKey key(String algorithm, byte[] pkcs8) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new InvalidKeyException("malformed private key", e);
        }
    }

    private static byte @Nullable [] block(String text, String type) throws GeneralSecurityException {
        // the older forms say so in a header of the block (RFC 1421)
        if (text.contains("-----BEGIN " + type + "-----") && text.contains("Proc-Type: 4,ENCRYPTED")) {
            throw new InvalidKeyException(ENCRYPTED);
        }
        List<byte[]> blocks = Pem.blocks(text, type);
        return blocks.isEmpty() ? null : blocks.getFirst();
    }

    /// The named curve of a SEC 1 key: what stands under the tag `[0]`, behind the version and the secret.
    private static byte[] curve(byte[] key) throws InvalidKeyException {
        try {
            DerReader fields = new DerReader(key).enter(Der.SEQUENCE);
            fields.skip();
            fields.skip();
            return fields.enter(CURVE).rest();
        } catch (DerReader.MalformedException e) {
            throw new InvalidKeyException("malformed private key", e);
        }
    }
}
