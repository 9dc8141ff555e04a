package io.praetor.server.connect;

import io.praetor.model.connect.CaRoot;
import io.praetor.model.connect.CommonNames;
import io.praetor.model.connect.SpiffeId;
import io.praetor.model.pem.Pem;
import io.praetor.model.x509.AlternativeName;
import io.praetor.model.x509.CertificateAuthority;
import io.praetor.model.x509.CertificateForm;
import io.praetor.model.x509.ColonHex;
import io.praetor.model.x509.DistinguishedName;
import io.praetor.model.x509.ExtendedUse;
import io.praetor.model.x509.KeyIdentifier;
import io.praetor.model.x509.KeyUse;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/// The authority that keeps its key in the cluster's state (`connect.md` §3.2), loaded: what its certificates say.
///
/// @param rowId   of what it keeps
/// @param limit   of leaves that it signs
record BuiltInAuthority(CaOptions options, String rowId, CertificateAuthority root, SignLimit limit) {
    /// The only provider there is.
    static final String PROVIDER = "consul";

    private static final String NAME = "Consul CA Root Cert";
    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final Duration CROSS_SIGNED = Duration.ofDays(7);
    private static final int ROOT_YEARS = 10;

    /// A root that vouches for itself.
    ///
    /// @param uid makes its name another for each root
    static X509Certificate makeRoot(SpiffeId.Signing id, long uid, long serial, KeyPair keys, Instant now)
            throws GeneralSecurityException {
        CertificateForm form = new CertificateForm(
                BigInteger.valueOf(serial),
                DistinguishedName.commonName(CommonNames.authority(uid, PROVIDER, id.trustDomain(), true)),
                now,
                now.atOffset(ZoneOffset.UTC).plusYears(ROOT_YEARS).toInstant(),
                true,
                Set.of(KeyUse.CERTIFICATE_SIGN, KeyUse.CRL_SIGN, KeyUse.DIGITAL_SIGNATURE),
                List.of(),
                List.of(new AlternativeName.Uri(id.uri())),
                List.of(),
                KeyIdentifier.WHOLE);
        return CertificateAuthority.selfSigned(form, keys).certificate();
    }

    /// A leaf.
    X509Certificate leaf(long serial, String commonName, List<AlternativeName> names, PublicKey key, Instant now)
            throws GeneralSecurityException {
        Instant from = now.minus(SKEW);
        return root.issue(
                new CertificateForm(
                        BigInteger.valueOf(serial),
                        DistinguishedName.commonName(commonName),
                        from,
                        from.plus(options.leafTtl()),
                        false,
                        Set.of(
                                KeyUse.DIGITAL_SIGNATURE,
                                KeyUse.KEY_ENCIPHERMENT,
                                KeyUse.KEY_AGREEMENT,
                                KeyUse.DATA_ENCIPHERMENT),
                        List.of(ExtendedUse.CLIENT, ExtendedUse.SERVER),
                        names,
                        List.of(),
                        KeyIdentifier.WHOLE),
                key);
    }

    /// The next authority's certificate as this one vouches for it, in PEM: for those who still trust only this one.
    String crossSigned(BuiltInAuthority next, long serial, Instant now) throws GeneralSecurityException {
        Instant from = now.minus(SKEW);
        return Pem.write(root.crossSign(next.certificate(), BigInteger.valueOf(serial), from, from.plus(CROSS_SIGNED)));
    }

    private X509Certificate certificate() {
        return root.certificate();
    }

    /// The ID of its root.
    String rootId() throws GeneralSecurityException {
        return ColonHex.fingerprint(certificate());
    }

    /// Its root as it is stored, active.
    ///
    /// @param intermediates PEM
    CaRoot stored(String clusterId, List<String> intermediates) throws GeneralSecurityException {
        PublicKey key = certificate().getPublicKey();
        return new CaRoot(
                rootId(),
                NAME,
                certificate().getSerialNumber().longValue(),
                ColonHex.key(certificate()),
                clusterId,
                certificate().getNotBefore().toInstant(),
                certificate().getNotAfter().toInstant(),
                Pem.write(certificate()),
                intermediates.isEmpty() ? null : intermediates,
                "",
                "",
                true,
                CaRoot.NEVER,
                key instanceof RSAKey ? "rsa" : "ec",
                bits(key),
                0,
                0);
    }

    private static int bits(PublicKey key) {
        return switch (key) {
            case RSAKey rsa -> rsa.getModulus().bitLength();
            case ECKey ec -> ec.getParams().getCurve().getField().getFieldSize();
            default -> 0;
        };
    }
}
