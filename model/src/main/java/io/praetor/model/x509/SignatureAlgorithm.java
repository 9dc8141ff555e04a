package io.praetor.model.x509;

import io.praetor.model.pem.Der;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.cert.CertificateException;
import java.security.interfaces.ECKey;
import java.util.List;

/// How a key signs: the JDK's name for it, and the one in certificates.
///
/// @param id      object identifier, dotted
/// @param nothing whether parameters are there, and are nothing
record SignatureAlgorithm(String name, String id, boolean nothing) {
    private static final List<SignatureAlgorithm> ALL = List.of(
            new SignatureAlgorithm("SHA256withECDSA", "1.2.840.10045.4.3.2", false),
            new SignatureAlgorithm("SHA384withECDSA", "1.2.840.10045.4.3.3", false),
            new SignatureAlgorithm("SHA512withECDSA", "1.2.840.10045.4.3.4", false),
            new SignatureAlgorithm("SHA256withRSA", "1.2.840.113549.1.1.11", true),
            new SignatureAlgorithm("SHA384withRSA", "1.2.840.113549.1.1.12", true),
            new SignatureAlgorithm("SHA512withRSA", "1.2.840.113549.1.1.13", true),
            new SignatureAlgorithm("Ed25519", "1.3.101.112", false));

    /// The one with an object identifier. Those with broken hashes are not known.
    static SignatureAlgorithm named(String id) throws CertificateException {
        for (SignatureAlgorithm algorithm : ALL) {
            if (algorithm.id.equals(id)) {
                return algorithm;
            }
        }
        throw new CertificateException("unsupported signature algorithm " + id);
    }

    /// The customary one for a key: the hash is as strong as the curve.
    static SignatureAlgorithm of(Key key) throws InvalidKeyException {
        if (key instanceof ECKey ec) {
            int bits = ec.getParams().getOrder().bitLength();
            return ALL.get(bits <= 256 ? 0 : bits <= 384 ? 1 : 2);
        }
        return switch (key.getAlgorithm()) {
            case "RSA" -> ALL.get(3);
            case "EdDSA", "Ed25519" -> ALL.getLast();
            default -> throw new InvalidKeyException("x509: unsupported key algorithm " + key.getAlgorithm());
        };
    }

    /// `AlgorithmIdentifier` in DER.
    byte[] identifier() {
        return nothing ? Der.sequence(Der.objectId(id), Der.nothing()) : Der.sequence(Der.objectId(id));
    }
}
