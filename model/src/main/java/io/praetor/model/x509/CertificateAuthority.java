package io.praetor.model.x509;

import io.praetor.model.pem.Der;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

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
        X509Certificate certificate = sign(
                form, keys.getPublic(), form.subject().der(), Extensions.keyId(keys.getPublic()), keys.getPrivate());
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
                form, subject, certificate.getSubjectX500Principal().getEncoded(), Extensions.keyId(certificate), key);
    }

    private static X509Certificate sign(
            CertificateForm form, PublicKey subject, byte[] issuer, byte @Nullable [] issuerKey, PrivateKey key)
            throws GeneralSecurityException {
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(key);
        byte[] version3 = Der.value(Der.CONTEXT | Der.CONSTRUCTED, Der.integer(2));
        byte[] content = Der.sequence(
                version3,
                Der.integer(form.serial()),
                algorithm.identifier(),
                issuer,
                Der.sequence(Der.time(form.from()), Der.time(form.until())),
                form.subject().der(),
                subject.getEncoded(),
                Der.value(Der.CONTEXT | Der.CONSTRUCTED | 3, Extensions.of(form, subject, issuerKey)));
        Signature signature = Signature.getInstance(algorithm.name());
        signature.initSign(key);
        signature.update(content);
        byte[] whole = Der.sequence(content, algorithm.identifier(), Der.bits(signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }
}
