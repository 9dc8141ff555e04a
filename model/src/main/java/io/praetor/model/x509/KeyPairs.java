package io.praetor.model.x509;

import io.praetor.model.pem.Der;
import io.praetor.model.pem.DerReader;
import io.praetor.model.pem.Pem;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.KeyAgreement;

/// Pairs of keys: made, written, and completed from their private half.
public final class KeyPairs {
    private static final int FIRST_CONTEXT = Der.CONTEXT | Der.CONSTRUCTED;
    private static final byte[] PROBE = "do these keys fit?".getBytes(StandardCharsets.US_ASCII);

    private KeyPairs() {}

    /// A new pair on the curve P-256, from the JDK's source of secrets.
    public static KeyPair generate() throws GeneralSecurityException {
        return generateEc(256);
    }

    /// A new pair on the curve of the NIST with this many bits.
    ///
    /// @param bits 256, 384 or 521: the JDK knows no others
    public static KeyPair generateEc(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp" + bits + "r1"));
        return generator.generateKeyPair();
    }

    /// A new pair of RSA. Takes long.
    public static KeyPair generateRsa(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    /// The pair that a private key is half of.
    ///
    /// @throws InvalidKeyException when it cannot be completed
    public static KeyPair of(PrivateKey key) throws GeneralSecurityException {
        return switch (key) {
            case RSAPrivateCrtKey rsa ->
                new KeyPair(
                        KeyFactory.getInstance("RSA")
                                .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent())),
                        key);
            case ECPrivateKey ec -> new KeyPair(open(ec), key);
            default -> throw new InvalidKeyException("x509: unsupported key algorithm " + key.getAlgorithm());
        };
    }

    /// The JDK multiplies points only to agree on secrets: agreeing with the generator gives the first coordinate of
    /// the public key, the curve's equation two candidates for the other, and a signature tells which.
    private static PublicKey open(ECPrivateKey key) throws GeneralSecurityException {
        ECParameterSpec curve = key.getParams();
        if (!(curve.getCurve().getField() instanceof ECFieldFp field)) {
            throw new InvalidKeyException("x509: unsupported curve");
        }
        KeyFactory factory = KeyFactory.getInstance("EC");
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(key);
        agreement.doPhase(factory.generatePublic(new ECPublicKeySpec(curve.getGenerator(), curve)), true);
        BigInteger p = field.getP();
        BigInteger x = new BigInteger(1, agreement.generateSecret());
        BigInteger square = x.pow(3)
                .add(curve.getCurve().getA().multiply(x))
                .add(curve.getCurve().getB());
        // of all curves of the NIST over a prime that the JDK knows, p = 3 (mod 4)
        BigInteger y = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
        for (BigInteger candidate : List.of(y, p.subtract(y))) {
            PublicKey open = factory.generatePublic(new ECPublicKeySpec(new ECPoint(x, candidate), curve));
            if (fit(open, key)) {
                return open;
            }
        }
        throw new InvalidKeyException("x509: the private key is on no curve");
    }

    /// The private key of a pair in PEM, in the form `EC PRIVATE KEY` (RFC 5915) or `RSA PRIVATE KEY` (RFC 8017).
    public static String pem(KeyPair keys) throws GeneralSecurityException {
        try {
            return switch (keys.getPrivate()) {
                case ECPrivateKey ec -> Pem.write("EC PRIVATE KEY", ec(ec, keys.getPublic()));
                case RSAPrivateCrtKey rsa -> Pem.write("RSA PRIVATE KEY", rsa(rsa));
                default -> throw new InvalidKeyException("neither a key on a curve nor one of RSA");
            };
        } catch (DerReader.MalformedException e) {
            throw new InvalidKeyException("malformed public key", e);
        }
    }

    private static byte[] ec(ECPrivateKey secret, PublicKey open) throws DerReader.MalformedException {
        DerReader info = new DerReader(open.getEncoded()).enter(Der.SEQUENCE);
        DerReader algorithm = info.enter(Der.SEQUENCE);
        algorithm.skip();
        byte[] point = info.enter(Der.BIT_STRING).rest();
        int bytes = (secret.getParams().getOrder().bitLength() + 7) / 8;
        return Der.sequence(
                Der.integer(1),
                Der.octets(fixed(secret.getS(), bytes)),
                Der.value(FIRST_CONTEXT, algorithm.rest()),
                Der.value(FIRST_CONTEXT | 1, Der.value(Der.BIT_STRING, point)));
    }

    /// What PKCS #8 wraps.
    private static byte[] rsa(RSAPrivateCrtKey secret) throws DerReader.MalformedException {
        DerReader info = new DerReader(secret.getEncoded()).enter(Der.SEQUENCE);
        info.skip();
        info.skip();
        return info.enter(Der.OCTET_STRING).rest();
    }

    private static byte[] fixed(BigInteger number, int count) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[count];
        int length = Math.min(bytes.length, count);
        System.arraycopy(bytes, bytes.length - length, fixed, count - length, length);
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
