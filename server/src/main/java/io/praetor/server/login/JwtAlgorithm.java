package io.praetor.server.login;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How tokens may be signed (`acl.md` §6.1). Each goes with one kind of key, so that no key can be taken for another.
enum JwtAlgorithm {
    RS256("RS256", "SHA256withRSA", 0),
    RS384("RS384", "SHA384withRSA", 0),
    RS512("RS512", "SHA512withRSA", 0),
    ES256("ES256", "SHA256withECDSAinP1363Format", 256),
    ES384("ES384", "SHA384withECDSAinP1363Format", 384),
    ES512("ES512", "SHA512withECDSAinP1363Format", 521),
    PS256("PS256", "RSASSA-PSS", 256),
    PS384("PS384", "RSASSA-PSS", 384),
    PS512("PS512", "RSASSA-PSS", 512),
    EDDSA("EdDSA", "Ed25519", 0);

    private final String text;
    private final String javaName;
    /// Of the curve, or of the hash.
    private final int bits;

    JwtAlgorithm(String text, String javaName, int bits) {
        this.text = text;
        this.javaName = javaName;
        this.bits = bits;
    }

    /// The algorithm with this name; null for none.
    static @Nullable JwtAlgorithm named(String text) {
        for (JwtAlgorithm algorithm : values()) {
            if (algorithm.text.equals(text)) {
                return algorithm;
            }
        }
        return null;
    }

    /// The algorithms with these names.
    static List<JwtAlgorithm> all(List<String> names) throws LoginException {
        List<JwtAlgorithm> algorithms = new ArrayList<>();
        for (String name : names) {
            JwtAlgorithm algorithm = named(name);
            if (algorithm == null) {
                throw new LoginException("Invalid supported algorithm: " + name);
            }
            algorithms.add(algorithm);
        }
        return List.copyOf(algorithms);
    }

    /// The hash that goes with it, by the JDK's name (OpenID Connect Core §3.1.3.6).
    String hash() {
        return switch (this) {
            case RS256, ES256, PS256 -> "SHA-256";
            case RS384, ES384, PS384 -> "SHA-384";
            case RS512, ES512, PS512, EDDSA -> "SHA-512";
        };
    }

    /// Whether a key is of the kind that this goes with.
    boolean suits(PublicKey key) {
        return switch (this) {
            case RS256, RS384, RS512, PS256, PS384, PS512 -> key instanceof RSAPublicKey;
            case ES256, ES384, ES512 ->
                key instanceof ECPublicKey curve
                        && curve.getParams().getCurve().getField().getFieldSize() == bits;
            case EDDSA -> key instanceof EdECPublicKey;
        };
    }

    /// Whether a signature is of this key and these bytes.
    boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(javaName);
            if (javaName.equals("RSASSA-PSS")) {
                String hash = "SHA-" + bits;
                verifier.setParameter(
                        new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), bits / Byte.SIZE, 1));
            }
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // a signature of the wrong form is a wrong signature
        }
    }
}
