package io.praetor.agent.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What stands in the audit log instead of secrets: HMAC-SHA256 under the agent's key, so that it can be seen that two
/// are equal, and nobody without the key can try which they are. For one thread.
final class SecretHashes {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "hmac-sha256:";

    private final Mac mac;

    SecretHashes(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /// `hmac-sha256:` and 64 hexadecimal digits.
    String of(String secret) {
        return PREFIX + HexFormat.of().formatHex(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
    }
}
