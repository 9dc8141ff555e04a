package io.praetor.acceptance.cluster;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;

/// JWTs for nodes, signed by somebody whom servers are told to believe.
final class Tickets {
    private final KeyPair keys;

    Tickets() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        keys = generator.generateKeyPair();
    }

    /// In PEM.
    String publicKey() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    String sign(String node, String audience, Instant until) throws GeneralSecurityException {
        String content = part("{\"alg\":\"ES256\",\"typ\":\"JWT\"}")
                + "."
                + part("{\"iss\":\"tests\",\"sub\":\"%s\",\"aud\":\"%s\",\"node\":\"%s\",\"iat\":%d,\"exp\":%d}"
                        .formatted(
                                node,
                                audience,
                                node,
                                until.minusSeconds(1200).getEpochSecond(),
                                until.getEpochSecond()));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(keys.getPrivate());
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
