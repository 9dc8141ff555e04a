package io.praetor.server.login;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Keys made for the tests of this run, and tokens signed with them.
public final class TestKeys {
    /// A key of RSA.
    static final KeyPair RSA = pair("RSA", null);

    /// The same in PEM.
    public static final String RSA_PEM = pem(RSA);

    private TestKeys() {}

    static KeyPair curve(String name) {
        return pair("EC", new ECGenParameterSpec(name));
    }

    static KeyPair edwards() {
        return pair("Ed25519", null);
    }

    private static KeyPair pair(String kind, @Nullable AlgorithmParameterSpec parameters) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            if (parameters != null) {
                generator.initialize(parameters);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String pem(KeyPair keys) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPublic().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }

    static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// A token with these claims, signed with RS256.
    static String token(Map<String, Object> claims) {
        return token("RS256", "SHA256withRSA", RSA, Map.of(), claims);
    }

    static String token(
            String algorithm, String javaName, KeyPair keys, Map<String, Object> header, Map<String, Object> claims) {
        Map<String, @Nullable Object> whole = new TreeMap<>(header);
        whole.put("alg", algorithm);
        String signed = part(whole) + "." + part(new TreeMap<>(claims));
        try {
            Signature signer = Signature.getInstance(javaName);
            if (javaName.equals("RSASSA-PSS")) {
                String hash = "SHA-" + algorithm.substring(2);
                int salt = Integer.parseInt(algorithm.substring(2)) / 8;
                signer.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), salt, 1));
            }
            signer.initSign(keys.getPrivate());
            signer.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + url(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String part(Map<String, @Nullable Object> object) {
        return url(Json.compact(Codecs.ANY_MAP, object));
    }
}
