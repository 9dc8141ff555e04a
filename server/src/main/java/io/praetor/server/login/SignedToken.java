package io.praetor.server.login;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON web token in its compact form, taken apart and not yet believed.
///
/// @param keyId  of the key it says it was signed with; empty for none
/// @param signed the bytes that the signature is over
record SignedToken(
        JwtAlgorithm algorithm, String keyId, Map<String, @Nullable Object> claims, Bytes signed, Bytes signature) {
    /// Longer than any token that a provider makes.
    private static final int MAX_LENGTH = 64 * 1024;

    private static final int PARTS = 3;

    /// @throws LoginException when it is none
    static SignedToken parse(String text) throws LoginException {
        if (text.length() > MAX_LENGTH) {
            throw new LoginException("token is longer than " + MAX_LENGTH + " characters");
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != PARTS) {
            throw new LoginException("square/go-jose: compact JWS format must have three parts");
        }
        Map<String, @Nullable Object> header = object(parts[0]);
        String name = header.get("alg") instanceof String alg ? alg : "";
        JwtAlgorithm algorithm = JwtAlgorithm.named(name);
        if (algorithm == null) {
            throw new LoginException("unexpected signature algorithm \"" + name + "\"");
        }
        if (header.containsKey("crit")) {
            throw new LoginException("unsupported crit header");
        }
        String keyId = header.get("kid") instanceof String kid ? kid : "";
        byte[] signed = text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        return new SignedToken(algorithm, keyId, object(parts[1]), Bytes.of(signed), Bytes.of(bytes(parts[2])));
    }

    private static byte[] bytes(String part) throws LoginException {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw new LoginException("illegal base64 data");
        }
    }

    private static Map<String, @Nullable Object> object(String part) throws LoginException {
        try {
            Map<String, @Nullable Object> object = Json.parse(Codecs.ANY_MAP, bytes(part));
            return object == null ? Map.of() : object;
        } catch (DecodeException e) {
            throw new LoginException(String.valueOf(e.getMessage()));
        }
    }

    /// Whether it is signed with a key, which must be of the kind that its algorithm goes with.
    boolean isSignedWith(PublicKey key) {
        return algorithm.suits(key) && algorithm.verifies(key, signed.array(), signature.array());
    }
}
