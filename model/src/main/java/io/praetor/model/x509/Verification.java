package io.praetor.model.x509;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

/// Checks what an authority has signed against the authority's own limits, with refusals in the original's words.
public final class Verification {
    private static final int CERTIFICATE_SIGN = 5;
    private static final String NOT_AN_AUTHORITY =
            "x509: invalid signature: parent certificate cannot sign this kind of certificate";

    private Verification() {}

    /// @throws CertificateException when somebody who trusts the authority would refuse the certificate
    public static void check(X509Certificate certificate, X509Certificate authority, Instant now)
            throws GeneralSecurityException {
        if (!isAuthority(authority)) {
            throw new CertificateException(NOT_AN_AUTHORITY);
        }
        NameLimits.of(authority).check(certificate);
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        try {
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)), parameters);
        } catch (CertPathValidatorException e) {
            throw new CertificateException(words(e), e);
        }
    }

    /// Whether a certificate may sign others.
    public static boolean isAuthority(X509Certificate certificate) {
        boolean[] uses = certificate.getKeyUsage();
        return certificate.getBasicConstraints() >= 0 && (uses == null || uses[CERTIFICATE_SIGN]);
    }

    /// What the JDK says, in the original's words where it has some.
    public static String words(CertPathValidatorException e) {
        CertPathValidatorException.Reason reason = e.getReason();
        if (reason == BasicReason.EXPIRED || reason == BasicReason.NOT_YET_VALID) {
            return "x509: certificate has expired or is not yet valid: " + e.getMessage();
        }
        if (reason == BasicReason.INVALID_SIGNATURE || reason == PKIXReason.NO_TRUST_ANCHOR) {
            return "x509: certificate signed by unknown authority";
        }
        if (reason == PKIXReason.INVALID_NAME) {
            return "x509: a root or intermediate certificate is not authorized to sign for this name";
        }
        if (reason == PKIXReason.NOT_CA_CERT || reason == PKIXReason.INVALID_KEY_USAGE) {
            return NOT_AN_AUTHORITY;
        }
        return "x509: " + e.getMessage();
    }
}
