package io.praetor.model.x509;

import io.praetor.model.pem.Der;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.interfaces.ECKey;

/// How a key signs: the JDK's name for it, and the one in certificates.
///
/// @param id      object identifier, dotted
/// @param nothing whether parameters are there, and are nothing
record SignatureAlgorithm(String name, String id, boolean nothing) {
    /// The customary one for a key: the hash is as strong as the curve.
    static SignatureAlgorithm of(Key key) throws InvalidKeyException {
        if (key instanceof ECKey ec) {
            int bits = ec.getParams().getOrder().bitLength();
            if (bits <= 256) {
                return new SignatureAlgorithm("SHA256withECDSA", "1.2.840.10045.4.3.2", false);
            }
            return bits <= 384
                    ? new SignatureAlgorithm("SHA384withECDSA", "1.2.840.10045.4.3.3", false)
                    : new SignatureAlgorithm("SHA512withECDSA", "1.2.840.10045.4.3.4", false);
        }
        return switch (key.getAlgorithm()) {
            case "RSA" -> new SignatureAlgorithm("SHA256withRSA", "1.2.840.113549.1.1.11", true);
            case "EdDSA", "Ed25519" -> new SignatureAlgorithm("Ed25519", "1.3.101.112", false);
            default -> throw new InvalidKeyException("x509: unsupported key algorithm " + key.getAlgorithm());
        };
    }

    /// `AlgorithmIdentifier` in DER.
    byte[] identifier() {
        return nothing ? Der.sequence(Der.objectId(id), Der.nothing()) : Der.sequence(Der.objectId(id));
    }
}
