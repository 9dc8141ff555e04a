package io.praetor.server.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/// Somebody who was sent to a provider to sign in and has not come back yet.
///
/// @param method      name of the auth method
/// @param redirectUri where the provider sends the browser back to
/// @param clientNonce known to whoever began; empty: nothing need be known
/// @param meta        remembered in the token's description
/// @param state       what the browser brings back
/// @param nonce       what the ID token must name
/// @param verifier    what the code is exchanged with (RFC 7636); never leaves the leader but to the provider
/// @param at          by the ticker, when it began
public record OidcAttempt(
        String method,
        String redirectUri,
        String clientNonce,
        Map<String, String> meta,
        String state,
        String nonce,
        String verifier,
        long at) {

    /// Copies the map.
    public OidcAttempt {
        meta = Map.copyOf(meta);
    }

    /// What the provider is told of the verifier beforehand: its hash (RFC 7636 §4.2).
    String challenge() {
        return url(hash(verifier));
    }

    /// Whether a nonce is the one of whoever began.
    boolean isBegunWith(String nonceOfClient) {
        return isSame(clientNonce, nonceOfClient);
    }

    /// Whether two texts are equal; how long that takes does not tell where they differ.
    static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Names the method without the secrets.
    @Override
    public String toString() {
        return "OidcAttempt[" + method + "]";
    }
}
