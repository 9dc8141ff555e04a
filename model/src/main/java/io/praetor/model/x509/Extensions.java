package io.praetor.model.x509;

import io.praetor.model.pem.Der;
import io.praetor.model.pem.DerReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
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
    private static final int KEY_ID_BYTES = 20;

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
        all.add(plain(SUBJECT_KEY, Der.octets(keyId(subject))));
        if (authority != null) {
            all.add(plain(AUTHORITY_KEY, Der.sequence(Der.value(Der.CONTEXT, authority))));
        }
        if (!form.names().isEmpty()) {
            all.add(names(form.names()));
        }
        if (!form.permittedNames().isEmpty()) {
            all.add(critical(NAME_CONSTRAINTS, constraints(form.permittedNames())));
        }
        return Der.sequence(all.toArray(byte[][]::new));
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

    /// A key's identifier: the first 160 bits of its hash (RFC 7093 §2).
    static byte[] keyId(PublicKey key) throws GeneralSecurityException {
        try {
            DerReader info = new DerReader(key.getEncoded()).enter(Der.SEQUENCE);
            info.skip();
            byte[] bits = info.enter(Der.BIT_STRING).rest();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOfRange(bits, 1, bits.length));
            return Arrays.copyOf(hash, KEY_ID_BYTES);
        } catch (DerReader.MalformedException e) {
            throw new CertificateException("malformed public key", e);
        }
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
