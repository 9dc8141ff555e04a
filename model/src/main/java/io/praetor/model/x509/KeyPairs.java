package io.praetor.model.x509;

import io.praetor.model.pem.Der;
import io.praetor.model.pem.DerReader;
import io.praetor.model.pem.Pem;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;

/// Pairs of keys on the curve P-256, as the original makes them.
public final class KeyPairs {
    private static final String CURVE = "1.2.840.10045.3.1.7";
    private static final int SECRET_BYTES = 32;
    private static final byte[] PROBE = "do these keys fit?".getBytes(StandardCharsets.US_ASCII);

    private KeyPairs() {}

    /// A new pair, from the JDK's source of secrets.
    public static KeyPair generate() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /// The private key of such a pair in PEM, in the form `EC PRIVATE KEY` (RFC 5915).
    public static String pem(KeyPair keys) throws GeneralSecurityException {
        if (!(keys.getPrivate() instanceof ECPrivateKey secret)) {
            throw new InvalidKeyException("not a key on a curve");
        }
        try {
            DerReader info = new DerReader(keys.getPublic().getEncoded()).enter(Der.SEQUENCE);
            info.skip();
            byte[] point = info.enter(Der.BIT_STRING).rest();
            return Pem.write(
                    "EC PRIVATE KEY",
                    Der.sequence(
                            Der.integer(1),
                            Der.octets(fixed(secret.getS())),
                            Der.value(Der.CONTEXT | Der.CONSTRUCTED, Der.objectId(CURVE)),
                            Der.value(Der.CONTEXT | Der.CONSTRUCTED | 1, Der.value(Der.BIT_STRING, point))));
        } catch (DerReader.MalformedException e) {
            throw new InvalidKeyException("malformed public key", e);
        }
    }

    private static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[SECRET_BYTES];
        int length = Math.min(bytes.length, SECRET_BYTES);
        System.arraycopy(bytes, bytes.length - length, fixed, SECRET_BYTES - length, length);
        Arrays.fill(bytes, (byte) 0);
        return fixed;
    }

    /// Whether what the private key signs is the public key's.
    public static boolean fit(PublicKey open, PrivateKey secret) throws GeneralSecurityException {
        try {
            Signature signature =
                    Signature.getInstance(SignatureAlgorithm.of(secret).name());
            signature.initSign(secret);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(open);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException _) {
            return false;
        }
    }
}
