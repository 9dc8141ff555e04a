package io.praetor.model.x509;

import io.praetor.model.pem.Der;
import io.praetor.model.pem.DerReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A certificate's extensions (RFC 5280 §4.2), in the order the original writes them.
final class Extensions {
    private static final String SUBJECT_KEY = "2.5.29.14";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String NAMES = "2.5.29.17";
    private static final String BASIC = "2.5.29.19";
    private static final String NAME_CONSTRAINTS = "2.5.29.30";
    private static final String AUTHORITY_KEY = "2.5.29.35";
    private static final String EXTENDED_USAGE = "2.5.29.37";
    private static final int EXTENSIONS = Der.CONTEXT | Der.CONSTRUCTED | 3;

    private Extensions() {}

    /// @param subject   the key that the certificate is for
    /// @param authority the key identifier of who signs; null: it has none
    static byte[] of(CertificateForm form, PublicKey subject, byte @Nullable [] authority)
            throws GeneralSecurityException {
        List<byte[]> all = new ArrayList<>();
        if (!form.uses().isEmpty()) {
            int bits = form.uses().stream().mapToInt(KeyUse::bit).reduce(0, (a, b) -> a | b);
            all.add(critical(KEY_USAGE, Der.namedBits(bits)));
        }
        if (!form.extendedUses().isEmpty()) {
            all.add(plain(
                    EXTENDED_USAGE,
                    Der.sequence(form.extendedUses().stream()
                            .map(use -> Der.objectId(use.id()))
                            .toArray(byte[][]::new))));
        }
        all.add(critical(BASIC, form.authority() ? Der.sequence(Der.truth()) : Der.sequence()));
        all.add(plain(SUBJECT_KEY, Der.octets(form.keyIdentifier().of(subject))));
        if (authority != null) {
            all.add(authorityKey(authority));
        }
        if (!form.names().isEmpty()) {
            all.add(names(form.names()));
        }
        if (!form.permittedNames().isEmpty()) {
            all.add(critical(NAME_CONSTRAINTS, constraints(form.permittedNames())));
        }
        return Der.sequence(all.toArray(byte[][]::new));
    }

    private static byte[] authorityKey(byte[] id) {
        return plain(AUTHORITY_KEY, Der.sequence(Der.value(Der.CONTEXT, id)));
    }

    /// What another authority's certificate says, for one of this authority: all but who signed.
    static byte[] copied(X509Certificate certificate, byte @Nullable [] authority) throws GeneralSecurityException {
        List<byte[]> all = new ArrayList<>();
        try {
            DerReader content = new DerReader(certificate.getTBSCertificate()).enter(Der.SEQUENCE);
            while (content.tag() != EXTENSIONS) {
                content.skip();
            }
            DerReader extensions = content.enter(EXTENSIONS).enter(Der.SEQUENCE);
            while (extensions.hasMore()) {
                byte[] extension = extensions.enter(Der.SEQUENCE).rest();
                if (!new DerReader(extension).objectId().equals(AUTHORITY_KEY)) {
                    all.add(Der.sequence(extension));
                }
            }
        } catch (DerReader.MalformedException e) {
            throw new CertificateException("malformed certificate", e);
        }
        if (authority != null) {
            all.add(authorityKey(authority));
        }
        return Der.sequence(all.toArray(byte[][]::new));
    }

    /// The key identifier by which a certificate calls the one who signed it; null when it does not.
    static byte @Nullable [] authorityKeyId(X509Certificate certificate) throws CertificateException {
        byte[] extension = certificate.getExtensionValue(AUTHORITY_KEY);
        if (extension == null) {
            return null;
        }
        try {
            DerReader id = new DerReader(extension).enter(Der.OCTET_STRING).enter(Der.SEQUENCE);
            return id.hasMore() && id.tag() == Der.CONTEXT
                    ? id.enter(Der.CONTEXT).rest()
                    : null;
        } catch (DerReader.MalformedException e) {
            throw new CertificateException("malformed authority key identifier", e);
        }
    }

    /// The extension that holds names.
    static byte[] names(List<AlternativeName> names) {
        return plain(
                NAMES, Der.sequence(names.stream().map(AlternativeName::der).toArray(byte[][]::new)));
    }

    /// The names in an extension; none when it is of another kind.
    static List<AlternativeName> names(DerReader extension) throws DerReader.MalformedException, CertificateException {
        List<AlternativeName> names = new ArrayList<>();
        if (extension.objectId().equals(NAMES)) {
            if (extension.tag() != Der.OCTET_STRING) {
                extension.skip();
            }
            DerReader all = extension.enter(Der.OCTET_STRING).enter(Der.SEQUENCE);
            while (all.hasMore()) {
                AlternativeName name = AlternativeName.read(all);
                if (name != null) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static byte[] constraints(List<String> permitted) {
        byte[][] subtrees = permitted.stream()
                .map(name -> Der.sequence(Der.value(Der.CONTEXT | 2, name.getBytes(StandardCharsets.US_ASCII))))
                .toArray(byte[][]::new);
        return Der.sequence(Der.value(Der.CONTEXT | Der.CONSTRUCTED, subtrees));
    }

    /// The key identifier that a certificate states; null when it states none.
    static byte @Nullable [] keyId(X509Certificate certificate) throws CertificateException {
        byte[] extension = certificate.getExtensionValue(SUBJECT_KEY);
        try {
            return extension == null
                    ? null
                    : new DerReader(new DerReader(extension)
                                    .enter(Der.OCTET_STRING)
                                    .rest())
                            .enter(Der.OCTET_STRING)
                            .rest();
        } catch (DerReader.MalformedException e) {
            throw new CertificateException("malformed subject key identifier", e);
        }
    }

    /// The name constraints of a certificate in DER; null when it has none.
    static byte @Nullable [] nameConstraints(X509Certificate certificate) throws CertificateException {
        byte[] extension = certificate.getExtensionValue(NAME_CONSTRAINTS);
        try {
            return extension == null
                    ? null
                    : new DerReader(extension).enter(Der.OCTET_STRING).rest();
        } catch (DerReader.MalformedException e) {
            throw new CertificateException("malformed name constraints", e);
        }
    }

    private static byte[] critical(String id, byte[] value) {
        return Der.sequence(Der.objectId(id), Der.truth(), Der.octets(value));
    }

    private static byte[] plain(String id, byte[] value) {
        return Der.sequence(Der.objectId(id), Der.octets(value));
    }
}
