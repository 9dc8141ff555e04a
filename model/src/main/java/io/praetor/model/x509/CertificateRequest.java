package io.praetor.model.x509;

import io.praetor.model.pem.Der;
import io.praetor.model.pem.DerReader;
import io.praetor.model.pem.Pem;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What somebody wants a certificate to say, signed with the key that it is for (PKCS #10, RFC 2986). Of what it asks
/// for, only the names count: the rest is for the authority to decide.
///
/// @param key   the certificate is for
/// @param names in the request's order
public record CertificateRequest(PublicKey key, List<AlternativeName> names) {
    /// The most characters that a request has in PEM. One with the largest key in use and dozens of names has fewer.
    public static final int MOST_CHARACTERS = 64 * 1024;

    private static final String TYPE = "CERTIFICATE REQUEST";
    private static final String EXTENSIONS = "1.2.840.113549.1.9.14";
    private static final int ATTRIBUTES = Der.CONTEXT | Der.CONSTRUCTED;
    private static final int SET = 0x31;

    /// How keys are called by those who hold them, by the object identifier of their kind.
    private static final Map<String, String> KEYS =
            Map.of("1.2.840.10045.2.1", "EC", "1.2.840.113549.1.1.1", "RSA", "1.3.101.112", "Ed25519");

    /// Copies the list.
    public CertificateRequest {
        names = List.copyOf(names);
    }

    /// Reads a request and checks its signature.
    ///
    /// @throws CertificateException when it is none, is too large, or was signed with another key
    public static CertificateRequest parse(String pem) throws GeneralSecurityException {
        if (pem.length() > MOST_CHARACTERS) {
            throw new CertificateException("the certificate request is longer than " + MOST_CHARACTERS + " characters");
        }
        try {
            return read(new DerReader(Pem.only(pem, TYPE)));
        } catch (DerReader.MalformedException e) {
            throw new CertificateException("malformed certificate request: " + e.getMessage(), e);
        }
    }

    private static CertificateRequest read(DerReader in) throws DerReader.MalformedException, GeneralSecurityException {
        DerReader whole = in.enter(Der.SEQUENCE);
        DerReader content = whole.enter(Der.SEQUENCE);
        byte[] signed = Der.sequence(content.rest());
        content.enter(Der.INTEGER);
        content.skip();
        PublicKey key = key(content.enter(Der.SEQUENCE));
        List<AlternativeName> names = content.hasMore() ? names(content.enter(ATTRIBUTES)) : List.of();
        SignatureAlgorithm algorithm =
                SignatureAlgorithm.named(whole.enter(Der.SEQUENCE).objectId());
        byte[] bits = whole.enter(Der.BIT_STRING).rest();
        // the first says how many of the last are no part of the signature: none of a whole one
        if (whole.hasMore() || in.hasMore() || bits.length == 0 || bits[0] != 0) {
            throw new CertificateException("malformed certificate request");
        }
        check(key, algorithm, signed, Arrays.copyOfRange(bits, 1, bits.length));
        return new CertificateRequest(key, names);
    }

    private static void check(PublicKey key, SignatureAlgorithm algorithm, byte[] signed, byte[] by)
            throws GeneralSecurityException {
        try {
            Signature signature = Signature.getInstance(algorithm.name());
            signature.initVerify(key);
            signature.update(signed);
            if (signature.verify(by)) {
                return;
            }
        } catch (InvalidKeyException | SignatureException e) {
            throw new CertificateException("the certificate request is not signed with its own key", e);
        }
        throw new CertificateException("the certificate request is not signed with its own key");
    }

    private static PublicKey key(DerReader info) throws DerReader.MalformedException, GeneralSecurityException {
        byte[] encoded = Der.sequence(info.rest());
        String algorithm = KEYS.get(info.enter(Der.SEQUENCE).objectId());
        if (algorithm == null) {
            throw new CertificateException("unsupported kind of key in a certificate request");
        }
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static List<AlternativeName> names(DerReader attributes)
            throws DerReader.MalformedException, CertificateException {
        List<AlternativeName> names = new ArrayList<>();
        while (attributes.hasMore()) {
            DerReader attribute = attributes.enter(Der.SEQUENCE);
            if (attribute.objectId().equals(EXTENSIONS)) {
                DerReader extensions = attribute.enter(SET).enter(Der.SEQUENCE);
                while (extensions.hasMore()) {
                    names.addAll(Extensions.names(extensions.enter(Der.SEQUENCE)));
                }
            }
        }
        return names;
    }

    /// A request for a certificate of these keys, in PEM.
    public static String write(DistinguishedName subject, List<AlternativeName> names, KeyPair keys)
            throws GeneralSecurityException {
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(keys.getPrivate());
        byte[] attributes = names.isEmpty()
                ? Der.value(ATTRIBUTES)
                : Der.value(
                        ATTRIBUTES,
                        Der.sequence(Der.objectId(EXTENSIONS), Der.setOf(Der.sequence(Extensions.names(names)))));
        byte[] content =
                Der.sequence(Der.integer(0), subject.der(), keys.getPublic().getEncoded(), attributes);
        Signature signature = Signature.getInstance(algorithm.name());
        signature.initSign(keys.getPrivate());
        signature.update(content);
        return Pem.write(TYPE, Der.sequence(content, algorithm.identifier(), Der.bits(signature.sign())));
    }

    /// The URIs that it asks for.
    public List<URI> uris() {
        return names.stream()
                .mapMulti((AlternativeName name, java.util.function.Consumer<URI> out) -> {
                    if (name instanceof AlternativeName.Uri uri) {
                        out.accept(uri.uri());
                    }
                })
                .toList();
    }
}
