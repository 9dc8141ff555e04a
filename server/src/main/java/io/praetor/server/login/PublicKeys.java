package io.praetor.server.login;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Public keys in the forms they come in: PEM and JSON web keys.
final class PublicKeys {
    private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    private PublicKeys() {}

    /// The key in a text: a public key or a certificate; null when there is none.
    static @Nullable PublicKey ofPem(String text) {
        Matcher block = PEM.matcher(text);
        if (!block.find()) {
            return null;
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException e) {
            return null;
        }
        return block.group(1).equals("CERTIFICATE") ? ofCertificate(der) : ofInfo(der);
    }

    private static @Nullable PublicKey ofInfo(byte[] der) {
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der));
            } catch (GeneralSecurityException _) {
                // of another kind
            }
        }
        return null;
    }

    private static @Nullable PublicKey ofCertificate(byte[] der) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der))
                    .getPublicKey();
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    /// The certificates in a text, which must have at least one.
    static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
        factory.generateCertificates(bytes).forEach(certificate -> certificates.add((X509Certificate) certificate));
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("no certificate found");
        }
        return certificates;
    }

    /// The key that a JSON web key describes; null when it is of a kind that cannot be used.
    static @Nullable PublicKey ofJson(Map<?, ?> key) {
        if (key.get("use") instanceof String use && !use.equals("sig")) {
            return null;
        }
        try {
            return switch (text(key, "kty")) {
                case "RSA" ->
                    KeyFactory.getInstance("RSA")
                            .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
                case "EC" -> curve(key);
                case "OKP" -> text(key, "crv").equals("Ed25519") ? edwards(bytes(key, "x")) : null;
                default -> null;
            };
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return null;
        }
    }

    private static PublicKey curve(Map<?, ?> key) throws GeneralSecurityException {
        String name = switch (text(key, "crv")) {
            case "P-256" -> "secp256r1";
            case "P-384" -> "secp384r1";
            case "P-521" -> "secp521r1";
            default -> throw new GeneralSecurityException("unknown curve");
        };
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(name));
        ECPoint point = new ECPoint(number(key, "x"), number(key, "y"));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
    }

    /// RFC 8032 §5.1.5: little-endian, the last bit is the sign of the other coordinate.
    private static PublicKey edwards(byte[] encoded) throws GeneralSecurityException {
        byte[] bigEndian = encoded.clone();
        for (int i = 0, j = bigEndian.length - 1; i < j; i++, j--) {
            byte swap = bigEndian[i];
            bigEndian[i] = bigEndian[j];
            bigEndian[j] = swap;
        }
        if (bigEndian.length == 0) {
            throw new GeneralSecurityException("empty key");
        }
        boolean odd = bigEndian[0] < 0;
        bigEndian[0] &= 0x7f;
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, bigEndian));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }

    private static String text(Map<?, ?> key, String name) {
        return key.get(name) instanceof String text ? text : "";
    }

    private static byte[] bytes(Map<?, ?> key, String name) {
        return Base64.getUrlDecoder().decode(text(key, name));
    }

    private static BigInteger number(Map<?, ?> key, String name) {
        return new BigInteger(1, bytes(key, name));
    }
}
