package io.praetor.model.x509;

import io.praetor.model.pem.Der;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;

/// Signs certificates with the key of one.
public final class CertificateAuthority {
    private final X509Certificate certificate;
    private final PrivateKey key;

    /// @param key the certificate's
    /// @throws InvalidKeyException when it is another's
    public CertificateAuthority(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        if (!KeyPairs.fit(certificate.getPublicKey(), key)) {
            throw new InvalidKeyException("x509: provided PrivateKey doesn't match parent's PublicKey");
        }
        this.certificate = certificate;
        this.key = key;
    }

    /// An authority that vouches for itself.
    public static CertificateAuthority selfSigned(CertificateForm form, KeyPair keys) throws GeneralSecurityException {
        byte[] id = form.keyIdentifier().of(keys.getPublic());
        X509Certificate certificate = sign(
                keys.getPrivate(),
                form.subject().der(),
                form.serial(),
                validity(form.from(), form.until()),
                form.subject().der(),
                keys.getPublic(),
                Extensions.of(form, keys.getPublic(), id));
        return new CertificateAuthority(certificate, keys.getPrivate());
    }

    /// Its own certificate.
    public X509Certificate certificate() {
        return certificate;
    }

    /// A certificate for somebody's key, signed. Whether it keeps the authority's own limits is not asked:
    /// [Verification] does that.
    public X509Certificate issue(CertificateForm form, PublicKey subject) throws GeneralSecurityException {
        return sign(
                key,
                certificate.getSubjectX500Principal().getEncoded(),
                form.serial(),
                validity(form.from(), form.until()),
                form.subject().der(),
                subject,
                Extensions.of(form, subject, Extensions.keyId(certificate)));
    }

    /// The certificate of another authority as this one vouches for it: who trusts only this one trusts with it what
    /// the other signs.
    public X509Certificate crossSign(X509Certificate other, BigInteger serial, Instant from, Instant until)
            throws GeneralSecurityException {
        return sign(
                key,
                certificate.getSubjectX500Principal().getEncoded(),
                serial,
                validity(from, until),
                other.getSubjectX500Principal().getEncoded(),
                other.getPublicKey(),
                Extensions.copied(other, Extensions.keyId(certificate)));
    }

    private static byte[] validity(Instant from, Instant until) {
        return Der.sequence(Der.time(from), Der.time(until));
    }

    private static X509Certificate sign(
            PrivateKey key,
            byte[] issuer,
            BigInteger serial,
            byte[] validity,
            byte[] name,
            PublicKey subject,
            byte[] extensions)
            throws GeneralSecurityException {
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(key);
        byte[] content = Der.sequence(
                Der.value(Der.CONTEXT | Der.CONSTRUCTED, Der.integer(2)),
                Der.integer(serial),
                algorithm.identifier(),
                issuer,
                validity,
                name,
                subject.getEncoded(),
                Der.value(Der.CONTEXT | Der.CONSTRUCTED | 3, extensions));
        Signature signature = Signature.getInstance(algorithm.name());
        signature.initSign(key);
        signature.update(content);
        byte[] whole = Der.sequence(content, algorithm.identifier(), Der.bits(signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }
}
