package io.praetor.model.x509;

import io.praetor.model.pem.Der;
import io.praetor.model.pem.DerReader;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.util.Arrays;

/// How a certificate calls its key, so that chains are found quickly (RFC 5280 §4.2.1.2).
public enum KeyIdentifier {
    /// The first 160 bits of the key's hash (RFC 7093 §2, 1).
    SHORT {
        @Override
        byte[] of(PublicKey key) throws GeneralSecurityException {
            try {
                DerReader info = new DerReader(key.getEncoded()).enter(Der.SEQUENCE);
                info.skip();
                byte[] bits = info.enter(Der.BIT_STRING).rest();
                return Arrays.copyOf(hash(Arrays.copyOfRange(bits, 1, bits.length)), SHORT_BYTES);
            } catch (DerReader.MalformedException e) {
                throw new CertificateException("malformed public key", e);
            }
        }
    },
    /// The hash of the key with its algorithm, as the mesh has it (`connect.md` §2).
    WHOLE {
        @Override
        byte[] of(PublicKey key) throws GeneralSecurityException {
            return hash(key.getEncoded());
        }
    };

    private static final int SHORT_BYTES = 20;

    abstract byte[] of(PublicKey key) throws GeneralSecurityException;

    private static byte[] hash(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
